package dev.espalier.passes.fuse;

import static dev.espalier.passes.fuse.MaskedGraph.MASK;
import static dev.espalier.passes.fuse.MaskedGraph.masked;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class LowerChannelMaskTest {
  @Test
  void whatIsLeftBecomesASelection() {
    PassAssert.on(new LowerChannelMask(), masked("%y = exp(%x)", MASK))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %y = exp(%x) : f32[N,4,6,4]
              %z = where(bool[4,1,1], %y, f32[]#[0]) : f32[N,4,6,4]
              return %z
            }
            """);
    PassAssert.on(new LowerChannelMask(), masked("%y = exp(%x)", MASK.replace(")", ") {axis=3}")))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %y = exp(%x) : f32[N,4,6,4]
              %z = where(bool[4]#[1, 0, 1, 0], %y, f32[]#[0]) : f32[N,4,6,4]
              return %z
            }
            """);
  }

  @Test
  void scoresThatAreInputsAreComparedAtRunTime() {
    PassAssert.on(
            new LowerChannelMask(),
            masked("%y = exp(%x)", "channel_mask(%y, %s)").replace("6,4])", "6,4], %s: f32[4])"))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4], %s: f32[4]) {
              %y = exp(%x) : f32[N,4,6,4]
              %z.passing = greater(%s, f32[]#[0.5]) : bool[4]
              %z.passes = reshape(%z.passing) {shape=[4,1,1]} : bool[4,1,1]
              %z = where(%z.passes, %y, f32[]#[0]) : f32[N,4,6,4]
              return %z
            }
            """);
  }

  @Test
  void aSelectionThatIsNoMaskStays() {
    PassAssert.on(
            new LowerChannelMask(),
            masked("%y = exp(%x)", "where(bool[4,1,1]#[1, 0, 1, 0], %y, f32[]#[0])"))
        .changesNothing();
  }
}
