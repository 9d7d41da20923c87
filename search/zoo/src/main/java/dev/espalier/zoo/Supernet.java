package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import dev.espalier.ir.SplitMix64;
import dev.espalier.passes.prune.MaskEveryGroup;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A network whose widths can be searched: it has one score per coupled group of channels and a mask
 * with it on every producer of these channels.
 */
public final class Supernet {
  private Supernet() {}

  /** With every channel passing, its score being 1. */
  public static Graph of(Graph network) {
    return new MaskEveryGroup(Supernet::passing).run(network);
  }

  /**
   * With a random choice of channels passing.
   *
   * @param keep the share of each vector of scores that is 1, rounded up; the others are 0
   */
  public static Graph of(Graph network, double keep, long seed) {
    long[] vectors = {0};
    return new MaskEveryGroup(count -> chosen(count, keep, SplitMix64.bits(seed, vectors[0]++)))
        .run(network);
  }

  private static double[] passing(int count) {
    double[] scores = new double[count];
    Arrays.fill(scores, 1);
    return scores;
  }

  private static double[] chosen(int count, double keep, long seed) {
    double[] scores = new double[count];
    IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingLong(i -> SplitMix64.bits(seed, i)))
        .limit((long) Math.ceil(keep * count))
        .forEach(i -> scores[i] = 1);
    return scores;
  }
}
