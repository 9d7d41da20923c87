package dev.espalier.latency.width;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A lowered graph whose sizes depend on how many channels are removed from pools of coupled
 * channels: {@code size = base - sum over pools of slope * removed}.
 */
final class ScaledModel {
  /** How a size depends on a pool: elements that go with each channel. */
  private record Slope(int axis, int pool, double perChannel) {}

  private final LiteModel base;
  private final Map<Integer, List<Slope>> slopes = new TreeMap<>();

  ScaledModel(LiteModel base) {
    this.base = NumberTensors.run(base);
  }

  LiteModel base() {
    return base;
  }

  /**
   * Learns how sizes depend on a pool.
   *
   * @param narrower the same graph with channels of the pool removed
   * @throws IllegalArgumentException when the graphs differ in more than sizes
   */
  void learn(int pool, int removed, LiteModel narrower) {
    LiteModel other = NumberTensors.run(narrower);
    if (!isAlike(other)) {
      throw new IllegalArgumentException(
          "removing %d channels of pool %d changes more than sizes".formatted(removed, pool));
    }
    for (int t = 0; t < base.tensors().size(); t++) {
      List<Integer> wide = base.tensor(t).shape();
      List<Integer> narrow = other.tensor(t).shape();
      for (int axis = 0; axis < wide.size(); axis++) {
        int lost = wide.get(axis) - narrow.get(axis);
        if (lost != 0) {
          slopes
              .computeIfAbsent(t, tensor -> new ArrayList<>())
              .add(new Slope(axis, pool, (double) lost / removed));
        }
      }
    }
  }

  private boolean isAlike(LiteModel other) {
    boolean same =
        other.ops().size() == base.ops().size() && other.tensors().size() == base.tensors().size();
    for (int i = 0; same && i < base.ops().size(); i++) {
      same =
          base.ops().get(i).kind() == other.ops().get(i).kind()
              && base.ops().get(i).inputs().equals(other.ops().get(i).inputs());
    }
    for (int t = 0; same && t < base.tensors().size(); t++) {
      same = base.tensor(t).rank() == other.tensor(t).rank();
    }
    return same;
  }

  /** The pools that some tensors depend on. */
  SortedSet<Integer> pools(Iterable<Integer> tensors) {
    SortedSet<Integer> pools = new TreeSet<>();
    for (int tensor : tensors) {
      slopes.getOrDefault(tensor, List.of()).forEach(slope -> pools.add(slope.pool()));
    }
    return pools;
  }

  /** The graph after channels are removed, with the sizes of some tensors right. */
  LiteModel at(int[] removed, Iterable<Integer> needed) {
    List<LiteTensor> tensors = new ArrayList<>(base.tensors());
    for (int tensor : needed) {
      if (slopes.containsKey(tensor)) {
        tensors.set(tensor, sized(tensor, removed));
      }
    }
    return base.with(tensors, base.ops());
  }

  private LiteTensor sized(int tensor, int[] removed) {
    LiteTensor old = base.tensor(tensor);
    double[] sizes = old.shape().stream().mapToDouble(Integer::doubleValue).toArray();
    for (Slope slope : slopes.get(tensor)) {
      sizes[slope.axis()] -= slope.perChannel() * removed[slope.pool()];
    }
    List<Integer> shape = new ArrayList<>();
    for (double size : sizes) {
      shape.add(Math.toIntExact(Math.round(size)));
    }
    return new LiteTensor(
        old.name(), old.element(), shape, shape, old.data(), old.quantized(), old.variable());
  }
}
