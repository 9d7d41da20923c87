package dev.espalier.passes.prune;

import dev.espalier.passes.prune.LearnSizes.Trial;
import dev.espalier.passes.prune.Narrowable.Widths;
import dev.espalier.passes.prune.ScaledSizes.Slope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which pools a size may depend on, given what it lost as pools were narrowed. */
final class ExplainLoss {
  private static final double EXACT = 1e-9;

  private final List<Widths> pools;
  private final List<Trial> trials;

  ExplainLoss(List<Widths> pools, List<Trial> trials) {
    this.pools = pools;
    this.trials = trials;
  }

  /**
   * The explanations: none of no loss; else those by one pool, or by two, whose channels make up
   * the whole size; else all by one pool or two.
   *
   * @param size before any channel is removed
   * @param lost in each trial
   */
  List<List<Slope>> of(int size, int... lost) {
    if (IntStream.of(lost).allMatch(l -> l == 0)) {
      return List.of(List.of());
    }
    List<List<Slope>> one = singles(size, lost);
    if (one.stream().anyMatch(slopes -> isWhole(slopes, size))) {
      return one.stream().filter(slopes -> isWhole(slopes, size)).toList();
    }
    List<List<Slope>> two = pairs(size, lost);
    if (two.stream().anyMatch(slopes -> isWhole(slopes, size))) {
      return two.stream().filter(slopes -> isWhole(slopes, size)).toList();
    }
    return Stream.concat(one.stream(), two.stream()).toList();
  }

  private List<List<Slope>> singles(int size, int... lost) {
    List<List<Slope>> found = new ArrayList<>();
    for (int pool = 0; pool < pools.size(); pool++) {
      add(found, size, lost, byOne(pool, lost));
    }
    return found;
  }

  private List<List<Slope>> pairs(int size, int... lost) {
    List<List<Slope>> found = new ArrayList<>();
    for (int second = 1; second < pools.size(); second++) {
      for (int first = 0; first < second; first++) {
        add(found, size, lost, byTwo(first, second, lost));
      }
    }
    return found;
  }

  private boolean isWhole(List<Slope> slopes, int size) {
    return Math.abs(parts(slopes) - size) < EXACT * size;
  }

  /** How much of a size goes with the channels of pools. */
  private double parts(List<Slope> slopes) {
    return slopes.stream().mapToDouble(s -> s.perChannel() * pools.get(s.pool()).channels()).sum();
  }

  private List<Slope> byOne(int pool, int... lost) {
    for (int t = 0; t < lost.length; t++) {
      int removed = trials.get(t).removed()[pool];
      if (removed > 0) {
        return List.of(new Slope(pool, (double) lost[t] / removed));
      }
    }
    return List.of();
  }

  /** From the first two trials that removed different shares of the two pools. */
  private List<Slope> byTwo(int first, int second, int... lost) {
    int[] one = trials.get(0).removed();
    for (int t = 1; t < lost.length; t++) {
      int[] other = trials.get(t).removed();
      double determinant = (double) one[first] * other[second] - one[second] * other[first];
      if (determinant != 0) {
        double a = (lost[0] * other[second] - lost[t] * one[second]) / determinant;
        double b = (one[first] * lost[t] - other[first] * lost[0]) / determinant;
        return List.of(new Slope(first, a), new Slope(second, b));
      }
    }
    return List.of();
  }

  /** Adds what explains every loss by parts of the size. */
  private void add(List<List<Slope>> found, int size, int[] lost, List<Slope> slopes) {
    boolean fits =
        !slopes.isEmpty()
            && parts(slopes) <= size * (1 + EXACT)
            && slopes.stream().allMatch(slope -> slope.perChannel() > EXACT);
    for (int t = 0; fits && t < lost.length; t++) {
      double explained = 0;
      for (Slope slope : slopes) {
        explained += slope.perChannel() * trials.get(t).removed()[slope.pool()];
      }
      fits = Math.abs(explained - lost[t]) < EXACT * size;
    }
    if (fits) {
      found.add(slopes);
    }
  }
}
