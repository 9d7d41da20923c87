package dev.espalier.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.passes.prune.LearnSizes.Sizes;
import dev.espalier.passes.prune.Narrowable.Widths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes that are sums of pools' channels are told from a few narrowed graphs. */
class LearnSizesTest {
  private int asked;

  private static List<Widths> pools(int... channels) {
    return IntStream.of(channels)
        .mapToObj(
            all -> new Widths("p" + all, IntStream.range(0, all).mapToObj(s -> all - s).toList()))
        .toList();
  }

  /** A tensor of one axis for each row of factors: how often each pool's channels are in it. */
  private Sizes sizes(List<Widths> pools, List<int[]> factors) {
    return steps -> {
      asked++;
      List<List<Integer>> sizes = new ArrayList<>();
      for (int[] row : factors) {
        int size = 3;
        for (int pool = 0; pool < row.length; pool++) {
          size += row[pool] * pools.get(pool).widths().get(steps[pool]);
        }
        sizes.add(List.of(size, 7));
      }
      return Optional.of(sizes);
    };
  }

  private ScaledSizes learn(List<Widths> pools, Sizes sizes) {
    return LearnSizes.of(pools, sizes.after(new int[pools.size()]).orElseThrow(), sizes);
  }

  private void isRightEverywhere(List<Widths> pools, List<int[]> factors) {
    Sizes sizes = sizes(pools, factors);
    ScaledSizes learned = learn(pools, sizes);
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      int[] steps = pools.stream().mapToInt(p -> random.nextInt(p.steps() + 1)).toArray();
      int[] removed =
          IntStream.range(0, steps.length).map(p -> pools.get(p).removed(steps[p])).toArray();
      List<List<Integer>> wanted = sizes.after(steps).orElseThrow();
      for (int t = 0; t < wanted.size(); t++) {
        assertThat(learned.at(t, removed)).isEqualTo(wanted.get(t));
      }
    }
  }

  @Test
  void manyPoolsAreLearnedFromFewGraphs() {
    int[] channels = new int[40];
    List<int[]> factors = new ArrayList<>();
    for (int pool = 0; pool < channels.length; pool++) {
      channels[pool] = 8 + 5 * (pool % 7);
      int[] row = new int[channels.length];
      row[pool] = 1 + pool % 3;
      factors.add(row);
    }
    List<Widths> pools = pools(channels);
    learn(pools, sizes(pools, factors));
    assertThat(asked).isLessThan(8);
    isRightEverywhere(pools, factors);
  }

  @Test
  void sizesOfTwoPoolsAreTold() {
    List<Widths> pools = pools(8, 12, 16, 8, 4, 2, 2);
    isRightEverywhere(
        pools,
        List.of(
            new int[] {1, 1, 0, 0, 0, 0, 0},
            new int[] {0, 0, 2, 1, 0, 0, 0},
            new int[] {0, 0, 0, 0, 1, 0, 0},
            new int[] {0, 0, 0, 0, 0, 1, 0},
            new int[] {0, 0, 0, 0, 0, 1, 1}));
  }

  @Test
  void sizesOfManyPoolsAreLearnedPoolByPool() {
    isRightEverywhere(
        pools(8, 12, 16, 8, 4), List.of(new int[] {1, 1, 3, 1, 2}, new int[] {0, 1, 1, 1, 0}));
  }

  @Test
  void ofAPoolThatChangesMoreThanSizesNothingIsSaved() {
    List<Widths> pools = pools(8, 12);
    Sizes sizes = sizes(pools, List.of(new int[] {1, 0}, new int[] {0, 1}));
    Sizes broken = steps -> steps[1] > 0 ? Optional.empty() : sizes.after(steps);
    ScaledSizes learned = learn(pools, broken);
    assertThat(learned.pools()).containsExactly(0);
    assertThat(learned.at(0, 3, 5)).isEqualTo(sizes.after(3, 0).orElseThrow().get(0));
  }

  @Test
  void noSizeIsBelowOne() {
    List<Widths> pools = pools(8, 12);
    Sizes sizes = sizes(pools, List.of(new int[] {1, 1}, new int[] {0, 1}));
    List<Integer> least = learn(pools, sizes).at(0, 8 * 100, 12 * 100);
    assertThat(least).allMatch(size -> size >= 1).contains(1);
  }
}
