package dev.espalier.search.cost;

import dev.espalier.passes.prune.WidthCost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A cost that jumps where the first channels of some groups go. What lies between jumps is learned
 * when it is asked for.
 */
final class PiecewiseCost implements WidthCost {
  private final int[] channels;
  private final int[] jumping;
  private final Function<int[], WidthCost> learn;
  private final Map<List<Boolean>, WidthCost> pieces = new HashMap<>();

  /**
   * @param channels of each group
   * @param jumping the groups with a jump
   * @param learn the cost from these channels of each group downwards, which are all or, of groups
   *     with a jump, one less
   */
  PiecewiseCost(int[] channels, int[] jumping, Function<int[], WidthCost> learn) {
    this.channels = channels;
    this.jumping = jumping;
    this.learn = learn;
  }

  @Override
  public double of(int... kept) {
    return piece(kept).of(kept);
  }

  /** The slope below the jumps, which are none of it. */
  @Override
  public double[] gradient(int... kept) {
    int[] less = kept.clone();
    for (int group : jumping) {
      less[group] = Math.min(less[group], channels[group] - 1);
    }
    return piece(less).gradient(kept);
  }

  private WidthCost piece(int... kept) {
    List<Boolean> key = new ArrayList<>();
    int[] widest = channels.clone();
    for (int group : jumping) {
      boolean less = kept[group] < channels[group];
      key.add(less);
      widest[group] -= less ? 1 : 0;
    }
    WidthCost known = pieces.get(key);
    if (known == null) {
      known = learn.apply(widest);
      pieces.put(key, known);
    }
    return known;
  }
}
