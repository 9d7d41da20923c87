package dev.espalier.passes.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sizes that depend on how many channels are removed from pools: {@code size = base - sum over
 * pools of perChannel * removed}, and at least 1. Where channels of a pool are not all of the same
 * tensors, that is an estimate.
 *
 * @param base the sizes before any channel is removed, of each tensor by axis
 * @param slopes how they depend on pools, of each tensor by axis
 */
public record ScaledSizes(List<List<Integer>> base, List<List<List<Slope>>> slopes) {
  public ScaledSizes {
    base = List.copyOf(base);
    slopes = List.copyOf(slopes);
  }

  /**
   * How a size depends on a pool.
   *
   * @param perChannel what is lost with each removed channel
   */
  public record Slope(int pool, double perChannel) {}

  /** The pools that sizes depend on. */
  public SortedSet<Integer> pools() {
    SortedSet<Integer> pools = new TreeSet<>();
    for (List<List<Slope>> tensor : slopes) {
      tensor.forEach(axis -> axis.forEach(slope -> pools.add(slope.pool())));
    }
    return pools;
  }

  /** The sizes of a tensor after channels are removed. */
  public List<Integer> at(int tensor, int... removed) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < base.get(tensor).size(); axis++) {
      double size = base.get(tensor).get(axis);
      for (Slope slope : slopes.get(tensor).get(axis)) {
        size -= slope.perChannel() * removed[slope.pool()];
      }
      sizes.add(Math.max(1, Math.toIntExact(Math.round(size))));
    }
    return sizes;
  }
}
