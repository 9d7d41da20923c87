package dev.espalier.latency;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Networks;
import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Folds;
import dev.espalier.latency.fit.Folds.Fold;
import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.fit.NetworkSum;
import dev.espalier.latency.fit.Scale;
import dev.espalier.latency.model.KernelModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a device is worth of which no kernel was fitted: shapes that were not seen either are
 * predicted by the model of another GPU, and scaled by the measured times of k kernels.
 */
final class CalibrationTable {
  private static final Device OTHER = new Device("Adreno 730", "fp16");
  private static final List<Integer> KERNELS = List.of(0, 1, 3, 5, 10, 20, 40, 80);
  private static final int LEAST_FITTED = 20;
  private static final List<Integer> BANDS = List.of(1, 3, 5, 10, 20);
  private static final int DRAWS = 200;

  private CalibrationTable() {}

  static List<String> lines(Measurements data, Device device) {
    List<String> head = new ArrayList<>(List.of("method"));
    KERNELS.forEach(k -> head.add("k = " + k));
    List<String> lines = new ArrayList<>();
    lines.add(LatencyPage.row(head.toArray(String[]::new)));
    lines.add("|---" + "|---:".repeat(KERNELS.size()) + "|");
    List<HeldOut> predictions = List.of();
    for (Method method : List.of(Method.ROOFLINE, Method.ROOFLINE_GAUSSIAN_PROCESS)) {
      predictions = predictions(method, data, device);
      List<String> cells = new ArrayList<>(List.of(method.text()));
      for (int k : KERNELS) {
        cells.add(LatencyPage.percent(error(predictions, k)));
      }
      lines.add(LatencyPage.row(cells.toArray(String[]::new)));
    }
    List<Measurement> rows = data.of(device).rows();
    List<String> alone = new ArrayList<>(List.of("roofline of the k kernels"));
    KERNELS.forEach(k -> alone.add(k < LEAST_FITTED ? "-" : LatencyPage.percent(fitted(rows, k))));
    lines.add(LatencyPage.row(alone.toArray(String[]::new)));
    lines.add("");
    lines.addAll(bands(predictions, data, device));
    return lines;
  }

  private static List<HeldOut> predictions(Method method, Measurements data, Device device) {
    List<HeldOut> predictions = new ArrayList<>();
    for (Fold fold : Folds.grouped(data, 5, 0)) {
      Measurements others = fold.train().where(row -> !row.gpu().equals(device.gpu()));
      KernelModel model = new FitModels(method, 0).run(others).get(OTHER);
      fold.test().of(device).rows().forEach(row -> predictions.add(HeldOut.of(row, model)));
    }
    return predictions;
  }

  /** The mean error of the kernels that were not drawn, over all draws. */
  private static double error(List<HeldOut> predictions, int kernels) {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      List<HeldOut> left = new ArrayList<>(predictions);
      double scale = scale(left, kernels, random);
      sum +=
          left.stream().mapToDouble(p -> Math.abs(scale * p.ratio() - 1)).average().getAsDouble();
    }
    return sum / DRAWS;
  }

  /** The mean error of the other kernels when rooflines are fitted to those drawn alone. */
  private static double fitted(List<Measurement> rows, int kernels) {
    SplittableRandom random = new SplittableRandom(1);
    List<HeldOut> heldOut = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Measurement> left = new ArrayList<>(rows);
      List<Measurement> drawn = new ArrayList<>();
      for (int k = 0; k < kernels; k++) {
        drawn.add(left.remove(random.nextInt(left.size())));
      }
      FitModels fit = new FitModels(Method.ROOFLINE, 0);
      KernelModel model = fit.run(Measurements.ofRuns(drawn)).get(rows.get(0).device());
      left.stream()
          .filter(row -> model.classes().containsKey(row.kernelClass()))
          .forEach(row -> heldOut.add(HeldOut.of(row, model)));
    }
    return Accuracy.of(heldOut).mape();
  }

  /** The scale of some kernels, which are taken away. */
  private static double scale(List<HeldOut> left, int kernels, SplittableRandom random) {
    List<HeldOut> drawn = new ArrayList<>();
    for (int k = 0; k < kernels; k++) {
      drawn.add(left.remove(random.nextInt(left.size())));
    }
    return kernels == 0 ? 1 : Scale.of(drawn);
  }

  /** The factors within which kernels that were not drawn are, and sums of networks. */
  private static List<String> bands(List<HeldOut> predictions, Measurements data, Device device) {
    List<String> lines = new ArrayList<>();
    lines.add(LatencyPage.row("k", "80 % within x", "90 %", "95 %", "sums: 95 %"));
    lines.add("|---:" + "|---:".repeat(4) + "|");
    List<NetworkSum> sums =
        Networks.of(data, device).stream()
            .map(names -> predictions.stream().filter(p -> data.isIn(names, p.row())).toList())
            .map(kernels -> NetworkSum.of("", kernels))
            .toList();
    for (int k : BANDS) {
      List<Double> ratios = new ArrayList<>();
      List<Double> sumRatios = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(1);
      for (int draw = 0; draw < DRAWS; draw++) {
        List<HeldOut> left = new ArrayList<>(predictions);
        double scale = scale(left, k, random);
        left.forEach(p -> ratios.add(scale * p.ratio()));
        sums.forEach(sum -> sumRatios.add(scale * sum.predictedMs() / sum.measuredMs()));
      }
      lines.add(
          LatencyPage.row(
              Integer.toString(k),
              within(ratios, 0.8),
              within(ratios, 0.9),
              within(ratios, 0.95),
              within(sumRatios, 0.95)));
    }
    return lines;
  }

  private static String within(List<Double> ratios, double share) {
    double[] factors = ratios.stream().mapToDouble(r -> Math.max(r, 1 / r)).sorted().toArray();
    return String.format(Locale.ROOT, "%.2f", factors[(int) (share * factors.length)]);
  }
}
