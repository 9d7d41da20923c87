package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.api.Test;

/** Constants of removed channels live on as the cheapest of what is exact. */
class AbsorbConstantsTest {
  private static final Pass PIPELINE = graph -> Pipeline.standard(graph).graph();

  private static Ledger ledger(String text) {
    return Pipeline.standard(IrParser.parse(text)).ledger();
  }

  @Test
  void constantsBesideAPaddedBorderAreCarriedWhereSizesAreSymbolic() {
    String text =
        """
        graph @g(%x: f32[1,3,H,W]) {
          %a = conv(%x, f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %m = channel_mask(%a, f32[6]#[1, 0, 1, 0, 0, 1])
          %b = batch_normalization(%m, f32[6]#rand(2), f32[6]#[0.5, 0.25, 0.5, -0.75, 0.5, 0.125], f32[6]#zeros, f32[6]#ones)
          %y = conv(%b, f32[5,6,3,3]#rand(10), f32[5]#rand(11)) {pads=[1,1,1,1], strides=[2,2]}
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .with("H", 9)
        .with("W", 11)
        .gives(
            """
            graph @g(%x: f32[1,3,H,W]) {
              %b = conv(%x, f32[4,3,3,3], f32[4]) {pads=[1,1,1,1]} : f32[1,4,H,W]
              %y = conv(%b, f32[5,4,3,3], f32[5]) {strides=[2,2], pads=[1,1,1,1]} : f32[1,5,floor((H+1)/2),floor((W+1)/2)]
              return %y
            }
            """);
    assertThat(ledger(text).count(Fate.CARRIED)).isEqualTo(2);
    assertThat(ledger(text).count(Fate.KEPT)).isEqualTo(1);
  }

  @Test
  void constantsBesideAPaddedBorderBecomeAMapWhereSizesAreKnown() {
    String text =
        """
        graph @g(%x: f32[1,3,9,9]) {
          %a = conv(%x, f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %m = channel_mask(%a, f32[6]#[1, 0, 1, 0, 0, 1])
          %b = batch_normalization(%m, f32[6]#rand(2), f32[6]#[0.5, 0.25, 0.5, -0.75, 0.5, 0.125], f32[6]#zeros, f32[6]#ones)
          %y = conv(%b, f32[5,6,3,3]#rand(10), f32[5]#rand(11)) {pads=[1,1,1,1], strides=[2,2]}
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,3,9,9]) {
              %b = conv(%x, f32[3,3,3,3], f32[3]) {pads=[1,1,1,1]} : f32[1,3,9,9]
              %y.live = conv(%b, f32[5,3,3,3], f32[5]) {strides=[2,2], pads=[1,1,1,1]} : f32[1,5,5,5]
              %y = add(%y.live, f32[1,5,5,5]) : f32[1,5,5,5]
              return %y
            }
            """);
    assertThat(ledger(text).count(Fate.MAPPED)).isEqualTo(3);
  }

  @Test
  void constantsPassADepthwiseConvolutionAsMaps() {
    String text =
        """
        graph @g(%x: f32[1,3,12,12]) {
          %a = conv(%x, f32[8,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %m = channel_mask(%a, f32[8]#[0.9, 0.1, 0.9, 0.2, 0.3, 0.9, 0.4, 0.9])
          %b = batch_normalization(%m, f32[8]#rand(2), f32[8]#rand(3), f32[8]#rand(4), f32[8]#ones)
          %r = clip(%b) {min=0.0, max=6.0}
          %d = conv(%r, f32[8,1,3,3]#rand(5)) {pads=[1,1,1,1], groups=8}
          %d2 = batch_normalization(%d, f32[8]#rand(6), f32[8]#rand(7), f32[8]#rand(8), f32[8]#ones)
          %r2 = clip(%d2) {min=0.0, max=6.0}
          %y = conv(%r2, f32[4,8,1,1]#rand(9))
          %z = conv(%r, f32[5,8,3,3]#rand(10), f32[5]#rand(11)) {pads=[1,1,1,1], strides=[2,2]}
          return %y, %z
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,3,12,12]) {
              %b = conv(%x, f32[4,3,3,3], f32[4]) {pads=[1,1,1,1]} : f32[1,4,12,12]
              %r = clip(%b) {min=0, max=6} : f32[1,4,12,12]
              %d2 = conv(%r, f32[4,1,3,3], f32[4]) {pads=[1,1,1,1], groups=4} : f32[1,4,12,12]
              %r2 = clip(%d2) {min=0, max=6} : f32[1,4,12,12]
              %y = conv(%r2, f32[4,4,1,1], f32[4]) : f32[1,4,12,12]
              %z.live = conv(%r, f32[5,4,3,3], f32[5]) {strides=[2,2], pads=[1,1,1,1]} : f32[1,5,6,6]
              %z = add(%z.live, f32[1,5,6,6]) : f32[1,5,6,6]
              return %y, %z
            }
            """);
    assertThat(ledger(text).count(Fate.MAPPED)).isEqualTo(1);
    assertThat(ledger(text).count(Fate.FOLDED)).isEqualTo(2);
    assertThat(ledger(text).count(Fate.REMOVED)).isEqualTo(1);
  }
}
