import dev.espalier.ir.Graph;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long predicting a lowered network takes: kernels, their times, blocks. Arguments: networks of
 * the zoo. Prints the first run of each, and the median and least of 100 after 100 others. Needs the
 * libraries of a distribution on the class path: {@code java -cp 'espalier-VERSION/lib/*'
 * benchmarks/PredictModel.java densenet121}.
 */
final class PredictModel {
  private static final int RUNS = 100;
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  private PredictModel() {}

  public static void main(String... networks) {
    Profile profile = ShippedProfiles.named(DEVICE).orElseThrow();
    for (String name : networks) {
      Architecture network = Zoo.named(name).orElseThrow();
      Graph graph = Pipeline.standard(network.build(network.published())).graph();
      LiteModel model = TfliteExporter.lower(graph, TfliteOptions.DEFAULTS);
      double[] times = new double[2 * RUNS];
      Estimate estimate = null;
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        estimate = Estimate.of(model, new ProfilePredictor(profile), profile.sumFactor());
        times[i] = (System.nanoTime() - start) / 1e6;
      }
      double first = times[0];
      double[] later = Arrays.copyOfRange(times, RUNS, times.length);
      Arrays.sort(later);
      System.out.printf(
          Locale.ROOT,
          "%s: %d operators, %d kernels: first %.1f ms, then %.2f ms (least %.2f)%n",
          name,
          model.ops().size(),
          estimate.kernels().size(),
          first,
          later[RUNS / 2],
          later[0]);
    }
  }
}
