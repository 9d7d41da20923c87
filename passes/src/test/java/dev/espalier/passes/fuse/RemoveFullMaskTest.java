package dev.espalier.passes.fuse;

import static dev.espalier.passes.fuse.MaskedGraph.MASK;
import static dev.espalier.passes.fuse.MaskedGraph.masked;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveFullMaskTest {
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
