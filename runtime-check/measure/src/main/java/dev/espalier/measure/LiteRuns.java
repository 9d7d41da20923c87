package dev.espalier.measure;

import dev.espalier.check.TimedLite.OperatorTime;
import dev.espalier.latency.read.FastestFifth;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;

/** What several runs of a TFLite model reported, operator by operator. */
final class LiteRuns {
  private final LiteModel model;
  private final List<List<Double>> times = new ArrayList<>();
  private List<String> names = List.of();

  LiteRuns(LiteModel model) {
    this.model = model;
  }

  void add(List<OperatorTime> run) {
    if (times.isEmpty()) {
      names = run.stream().map(OperatorTime::name).toList();
      run.forEach(event -> times.add(new ArrayList<>()));
    }
    for (int i = 0; i < Math.min(run.size(), times.size()); i++) {
      times.get(i).add(run.get(i).milliseconds());
    }
  }

  /** The operators that have a time, in the file's order. */
  List<TimedKernel> kernels() {
    List<TimedKernel> kernels = new ArrayList<>();
    List<List<Integer>> events = AlignOperators.of(model.ops(), names);
    for (int op = 0; op < events.size(); op++) {
      if (!events.get(op).isEmpty()) {
        double sum =
            events.get(op).stream().mapToDouble(e -> FastestFifth.mean(times.get(e))).sum();
        kernels.add(new TimedKernel(new LiteKernels(model, model.ops().get(op)).kernel(), sum));
      }
    }
    return kernels;
  }
}
