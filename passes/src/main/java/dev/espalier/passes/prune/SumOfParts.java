package dev.espalier.passes.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cost that is a sum of parts, each of which depends on few pools. What a part cost at some
 * widths is remembered, also for other sums with an equal part.
 */
public final class SumOfParts implements WidthCost {
  /** A part of a cost. Parts that are equal cost the same. */
  public interface Part {
    /** The pools the part depends on. */
    int[] pools();

    /**
     * The cost.
     *
     * @param kept channels of every pool
     */
    double cost(int... kept);

    /** The derivative by the kept channels of {@link #pools}. */
    double[] gradient(int... kept);
  }

  /** What parts cost at the widths they were asked for. */
  public static final class Memory {
    private final Map<Part, Known> parts = new HashMap<>();

    private Known of(Part part) {
      return parts.computeIfAbsent(part, Known::new);
    }
  }

  /** A part and what it cost, by the kept channels of its pools. */
  private record Known(
      Part part,
      int[] pools,
      Map<List<Integer>, Double> costs,
      Map<List<Integer>, double[]> gradients) {
    Known(Part part) {
      this(part, part.pools(), new HashMap<>(), new HashMap<>());
    }

    List<Integer> key(int... kept) {
      Integer[] own = new Integer[pools.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = kept[pools[i]];
      }
      return Arrays.asList(own);
    }

    double cost(int... kept) {
      return costs.computeIfAbsent(key(kept), widths -> part.cost(kept));
    }

    double[] gradient(int... kept) {
      return gradients.computeIfAbsent(key(kept), widths -> part.gradient(kept));
    }
  }

  private final List<Known> parts = new ArrayList<>();

  /** The sum, in the order of the parts. */
  public SumOfParts(List<? extends Part> parts, Memory memory) {
    parts.forEach(part -> this.parts.add(memory.of(part)));
  }

  @Override
  public double of(int... kept) {
    double sum = 0;
    for (Known part : parts) {
      sum += part.cost(kept);
    }
    return sum;
  }

  @Override
  public double[] gradient(int... kept) {
    double[] gradient = new double[kept.length];
    for (Known part : parts) {
      double[] own = part.gradient(kept);
      for (int i = 0; i < own.length; i++) {
        gradient[part.pools[i]] += own[i];
      }
    }
    return gradient;
  }
}
