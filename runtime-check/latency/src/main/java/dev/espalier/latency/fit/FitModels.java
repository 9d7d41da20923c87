package dev.espalier.latency.fit;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.Features;
import dev.espalier.latency.model.KernelModel;
import dev.espalier.latency.model.KernelModel.ClassModel;
import dev.espalier.latency.model.Mlp;
import dev.espalier.latency.model.MlpEnsemble;
import dev.espalier.latency.model.NoResidual;
import dev.espalier.latency.model.Range;
import dev.espalier.latency.model.Residual;
import dev.espalier.latency.model.Roofline;
import dev.espalier.latency.model.Scaler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fits the devices of some rows together: rooflines for each of them, and one residual that is told
 * the device. What was learnt of a shape on one device so helps the others.
 *
 * @param method what to fit
 * @param seed of the first network; the others count on
 */
public record FitModels(Method method, long seed) {
  private static final int NETWORKS = 3;

  /** No limit: a factor of e^100 to either side. */
  private static final Range ANY = new Range(-100, 100);

  /** The model of each device that has rows. */
  public SortedMap<Device, KernelModel> run(Measurements data) {
    SortedMap<Device, KernelModel> rooflines = new TreeMap<>();
    data.devices().keySet().forEach(device -> rooflines.put(device, roofline(data, device)));
    return method == Method.ROOFLINE ? rooflines : corrected(data, rooflines);
  }

  /** A device's rooflines, of which nothing is known to be wrong. */
  private KernelModel roofline(Measurements data, Device device) {
    Map<KernelClass, ClassModel> classes = new EnumMap<>(KernelClass.class);
    Map<KernelClass, Roofline> rooflines = FitRooflines.of(data, device);
    if (method == Method.MLP) {
      Roofline constant = constant(data);
      rooflines.replaceAll((kind, fitted) -> constant);
    }
    rooflines.forEach((kind, roofline) -> classes.put(kind, new ClassModel(roofline, ANY)));
    int features = Features.NAMES.size();
    return new KernelModel(
        data.of(device).rows().get(0).elementBytes(),
        1,
        classes,
        new Scaler(new double[features], filled(features)),
        new NoResidual());
  }

  /** The geometric mean of all times: it tells nothing about a kernel. */
  private static Roofline constant(Measurements data) {
    double sum = 0;
    for (Measurement row : data.rows()) {
      sum += StrictMath.log(row.milliseconds());
    }
    return new Roofline(StrictMath.exp(sum / data.rows().size()), 0, 0, 0);
  }

  private static double[] filled(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return ones;
  }

  private SortedMap<Device, KernelModel> corrected(
      Measurements data, SortedMap<Device, KernelModel> rooflines) {
    DeviceCode code = DeviceCode.of(rooflines.keySet());
    double[][] features = new double[data.rows().size()][];
    double[] targets = new double[features.length];
    for (int i = 0; i < features.length; i++) {
      Measurement row = data.rows().get(i);
      KernelModel roofline = rooflines.get(row.device());
      features[i] =
          concat(roofline.features(row.convolution(), row.kernelClass()), code.of(row.device()));
      double predicted = roofline.milliseconds(row.convolution(), row.kernelClass());
      targets[i] = StrictMath.log(row.milliseconds() / predicted);
    }
    Scaler scaler = Scaler.of(features);
    double[][] scaled = Arrays.stream(features).map(scaler::apply).toArray(double[][]::new);
    Residual residual = residual(scaled, targets);
    SortedMap<Device, KernelModel> models = new TreeMap<>();
    rooflines.forEach(
        (device, roofline) ->
            models.put(device, corrected(roofline, scaler, residual, code.of(device))));
    return method == Method.MLP ? models : limited(models, data);
  }

  private Residual residual(double[][] features, double[] targets) {
    if (method == Method.ROOFLINE_GAUSSIAN_PROCESS) {
      return FitGaussianProcess.DEFAULTS.run(features, targets);
    }
    List<Mlp> networks = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      networks.add(TrainMlp.DEFAULTS.run(features, targets, seed + i));
    }
    return new MlpEnsemble(networks);
  }

  /** The model of one device: what the residual is told of the device never changes. */
  private static KernelModel corrected(
      KernelModel roofline, Scaler all, Residual residual, double[] code) {
    int own = Features.NAMES.size();
    Scaler scaler = new Scaler(Arrays.copyOf(all.mean(), own), Arrays.copyOf(all.deviation(), own));
    double[] constants = all.apply(concat(new double[own], code));
    Residual fixed = residual.withFixed(Arrays.copyOfRange(constants, own, constants.length));
    return new KernelModel(roofline.elementBytes(), 1, roofline.classes(), scaler, fixed);
  }

  /** The models with residuals kept within what they are on the rows of each class. */
  private static SortedMap<Device, KernelModel> limited(
      SortedMap<Device, KernelModel> models, Measurements data) {
    Map<KernelClass, List<Double>> residuals = new EnumMap<>(KernelClass.class);
    for (Measurement row : data.rows()) {
      residuals
          .computeIfAbsent(row.kernelClass(), kind -> new ArrayList<>())
          .add(models.get(row.device()).residual(row.convolution(), row.kernelClass()));
    }
    SortedMap<Device, KernelModel> limited = new TreeMap<>();
    models.forEach((device, model) -> limited.put(device, limited(model, residuals)));
    return limited;
  }

  private static KernelModel limited(KernelModel model, Map<KernelClass, List<Double>> residuals) {
    Map<KernelClass, ClassModel> classes = new EnumMap<>(KernelClass.class);
    model
        .classes()
        .forEach(
            (kind, fitted) ->
                classes.put(
                    kind, new ClassModel(fitted.roofline(), Range.of(residuals.get(kind)))));
    return new KernelModel(
        model.elementBytes(), model.scale(), classes, model.scaler(), model.residual());
  }

  private static double[] concat(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
