package dev.espalier.search.cost;

import dev.espalier.ir.op.ChannelMask;
import java.util.Arrays;

/** How many channels scores let pass. */
final class Kept {
  private Kept() {}

  /**
   * The kept channels of each group.
   *
   * @throws IllegalArgumentException when nothing of a group passes
   */
  static int[] count(double[][] scores) {
    int[] kept = new int[scores.length];
    for (int group = 0; group < kept.length; group++) {
      kept[group] = (int) Arrays.stream(scores[group]).filter(ChannelMask::passes).count();
      if (kept[group] == 0) {
        throw new IllegalArgumentException(
            "no channel of group " + group + " passes; a search keeps one or more");
      }
    }
    return kept;
  }
}
