package dev.espalier.passes.fuse;

/** A graph of {@code %x: f32[N,4,6,4]} that returns {@code %z}, a mask of {@code %y}. */
final class MaskedGraph {
  /** The second and the last channel of four are off. */
  static final String MASK = "channel_mask(%y, f32[4]#[1, 0, 1, 0])";

  private MaskedGraph() {}

  /**
   * The text of a graph.
   *
   * @param lines what computes %y
   */
  static String masked(String lines, String mask) {
    return """
    graph @g(%x: f32[N,4,6,4]) {
      LINES
      %z = MASK
      return %z
    }
    """
        .replace("LINES", lines)
        .replace("MASK", mask);
  }
}
