package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.api.Test;

/** O5, O6: what an instance normalisation makes of one number is its bias, up to rounding. */
class NoteTolerancesTest {
  private static Ledger ledger(String scores, String beta, String scale) {
    String text =
        """
        graph @g(%%x: f32[1,3,4,4]) {
          %%a = conv(%%x, f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %%m = channel_mask(%%a, f32[6]%s)
          %%b = batch_normalization(%%m, f32[6]#ones, f32[6]%s, f32[6]#zeros, f32[6]#ones)
          %%n = instance_normalization(%%b, f32[6]%s, f32[6]#rand(2))
          %%y = conv(%%n, f32[5,6,1,1]#rand(3))
          return %%y
        }
        """
            .formatted(scores, beta, scale);
    return Pipeline.standard(IrParser.parse(text)).ledger();
  }

  @Test
  void oneNumberIsTheBiasUpToRounding() {
    Ledger ledger = ledger("#[1, 0, 1, 0, 0, 1]", "#fill(0.5)", "#[9, 1, 1, 2, 0, 1]");
    assertThat(ledger.count(Fate.KEPT)).isZero();
    assertThat(ledger.notes()).hasSize(1);
    assertThat(ledger.notes().get(0)).startsWith("%n: 2 removed channels").endsWith("up to 632.5");
  }

  @Test
  void zeroIsTheBiasExactly() {
    assertThat(ledger("#[1, 0, 1, 0, 0, 1]", "#zeros", "#ones").notes()).isEmpty();
  }

  @Test
  void whatStaysIsNotRounded() {
    assertThat(ledger("#ones", "#fill(0.5)", "#ones").notes()).isEmpty();
  }
}
