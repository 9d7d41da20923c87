package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveFullMaskTest {
  private static String masked(String lines, String mask) {
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

  private static final String MASK = "channel_mask(%y, f32[4]#[1, 0, 1, 0])";

  @Test
  void aFullMaskGoes() {
    PassAssert.on(
            new RemoveFullMask(),
            masked("%y = relu(%x)", "channel_mask(%y, f32[4]#[1, 0.6, 0.7, 2])"))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %z = relu(%x) : f32[N,4,6,4]
              return %z
            }
            """);
    PassAssert.on(new RemoveFullMask(), masked("%y = relu(%x)", MASK)).refuses("masks channels");
  }
}
