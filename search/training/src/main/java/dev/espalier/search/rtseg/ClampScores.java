package dev.espalier.search.rtseg;

import dev.espalier.ir.op.ChannelMask;

/** Brings scores back to 0..1, and lets the fewest channels pass that must. */
final class ClampScores {
  /** The least score that passes. */
  private static final float PASSING = Math.nextUp(0.5f);

  private ClampScores() {}

  /**
   * The scores of a group after a step: where fewer than {@code least} would pass, those of the
   * highest scores do, of lower index among equals.
   */
  static float[] of(float[] scores, int least) {
    float[] clamped = new float[scores.length];
    int passing = 0;
    for (int c = 0; c < clamped.length; c++) {
      clamped[c] = Math.max(0, Math.min(1, scores[c]));
      passing += ChannelMask.passes(clamped[c]) ? 1 : 0;
    }
    for (; passing < Math.min(least, clamped.length); passing++) {
      clamped[highestOff(scores, clamped)] = PASSING;
    }
    return clamped;
  }

  private static int highestOff(float[] scores, float[] clamped) {
    int best = -1;
    for (int c = 0; c < clamped.length; c++) {
      boolean off = !ChannelMask.passes(clamped[c]);
      if (off && (best < 0 || scores[c] > scores[best])) {
        best = c;
      }
    }
    return best;
  }
}
