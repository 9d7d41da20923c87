package dev.espalier.passes.fuse;

import static dev.espalier.passes.fuse.MaskedGraph.MASK;
import static dev.espalier.passes.fuse.MaskedGraph.masked;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeMasksTest {
  @Test
  void masksMerge() {
    PassAssert.on(new MergeMasks(), masked("%y = channel_mask(%x, f32[4]#[1, 1, 0, 0])", MASK))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %z = channel_mask(%x, f32[4]#[1, 0, 0, 0]) : f32[N,4,6,4]
              return %z
            }
            """);
    PassAssert.on(
            new MergeMasks(), masked("%y = channel_mask(%x, f32[4]#[1, 1, 0, 0]) {axis=3}", MASK))
        .refuses("%y is not a mask with constant scores on the same axis");
    PassAssert.on(
            new MergeMasks(),
            masked("%y = channel_mask(%x, f32[4]#[1, 1, 0, 0])", MASK)
                .replace("return %z", "return %z, %y"))
        .refuses("%y has another reader");
  }
}
