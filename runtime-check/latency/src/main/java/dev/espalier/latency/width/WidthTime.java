package dev.espalier.latency.width;

import dev.espalier.latency.Predictor;
import dev.espalier.latency.kernel.FuseKernels;
import dev.espalier.latency.kernel.FuseKernels.Linked;
import dev.espalier.latency.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The predicted time of a graph by the number of channels removed from each pool: the exact sum of
 * its kernels, of which only those are predicted anew whose channels change.
 */
final class WidthTime {
  private final ScaledModel model;
  private final Predictor predictor;
  private final List<Part> parts = new ArrayList<>();

  /** A kernel, and the times it had with the channels that were asked for. */
  private record Part(
      Linked linked, List<Integer> tensors, int[] pools, Map<List<Integer>, Double> known) {}

  WidthTime(ScaledModel model, Predictor predictor) {
    this.model = model;
    this.predictor = predictor;
    for (Linked linked : FuseKernels.link(model.base())) {
      List<Integer> tensors =
          linked.ops().stream()
              .flatMap(op -> Stream.concat(op.inputs().stream(), op.outputs().stream()))
              .filter(tensor -> tensor >= 0)
              .distinct()
              .toList();
      SortedSet<Integer> pools = model.pools(tensors);
      int[] own = pools.stream().mapToInt(Integer::intValue).toArray();
      parts.add(new Part(linked, tensors, own, new HashMap<>()));
    }
  }

  /**
   * The time in milliseconds.
   *
   * @param removed channels, by pool
   */
  double milliseconds(int... removed) {
    double sum = 0;
    for (Part part : parts) {
      List<Integer> key = Arrays.stream(part.pools()).mapToObj(p -> removed[p]).toList();
      Double known = part.known().get(key);
      if (known == null) {
        known = predict(part, removed);
        part.known().put(key, known);
      }
      sum += known;
    }
    return sum;
  }

  private double predict(Part part, int[] removed) {
    double sum = 0;
    for (Kernel kernel : kernels(part, removed)) {
      sum += predictor.predict(kernel).milliseconds();
    }
    return sum;
  }

  private List<Kernel> kernels(Part part, int[] removed) {
    return part.linked().measure(model.at(removed, part.tensors()));
  }

  /** How many parts there are, each one kernel or two. */
  int parts() {
    return parts.size();
  }

  /** The pools that a part depends on. */
  int[] pools(int part) {
    return parts.get(part).pools();
  }

  /** The kernels of a part after channels are removed. */
  List<Kernel> kernels(int part, int... removed) {
    return kernels(parts.get(part), removed);
  }
}
