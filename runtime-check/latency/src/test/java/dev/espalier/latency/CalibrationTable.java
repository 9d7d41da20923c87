package dev.espalier.latency;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Folds;
import dev.espalier.latency.fit.Folds.Fold;
import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.model.KernelModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a device is worth of which no kernel was fitted: shapes that were not seen either are
 * predicted by the model of another GPU, and scaled by the measured times of k kernels.
 */
final class CalibrationTable {
  private static final Device OTHER = new Device("Adreno 730", "fp16");
  private static final List<Integer> KERNELS = List.of(0, 1, 3, 5, 10, 20, 40);
  private static final int DRAWS = 200;

  private CalibrationTable() {}

  static List<String> lines(Measurements data, Device device) {
    List<String> head = new ArrayList<>(List.of("method"));
    KERNELS.forEach(k -> head.add("k = " + k));
    List<String> lines = new ArrayList<>();
    lines.add(LatencyPage.row(head.toArray(String[]::new)));
    lines.add("|---" + "|---:".repeat(KERNELS.size()) + "|");
    for (Method method : List.of(Method.ROOFLINE, Method.ROOFLINE_GAUSSIAN_PROCESS)) {
      List<HeldOut> predictions = predictions(method, data, device);
      List<String> cells = new ArrayList<>(List.of(method.text()));
      KERNELS.forEach(k -> cells.add(LatencyPage.percent(error(predictions, k))));
      lines.add(LatencyPage.row(cells.toArray(String[]::new)));
    }
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
      double logs = 0;
      for (int k = 0; k < kernels; k++) {
        logs += StrictMath.log(left.remove(random.nextInt(left.size())).ratio());
      }
      double scale = kernels == 0 ? 1 : StrictMath.exp(-logs / kernels);
      sum +=
          left.stream().mapToDouble(p -> Math.abs(scale * p.ratio() - 1)).average().getAsDouble();
    }
    return sum / DRAWS;
  }
}
