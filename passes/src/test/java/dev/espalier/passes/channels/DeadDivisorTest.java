package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * T26: a divisor that is masked is not removed. What comes out is no number, and no input is left
 * on which the network and a smaller one could be compared.
 */
class DeadDivisorTest {
  @ParameterizedTest
  @CsvSource({
    "'%s = div(%a, %bm)', bm, a",
    "'%s = div(%am, %bm)', bm, s",
    "'%s = div(%am, %bm)', am, s"
  })
  void staysWithItsDividend(String quotient, String mask, String live) {
    String text =
        """
        graph @g(%%x: f32[1,3,3,3]) {
          %%i = conv(%%x, f32[16,3,1,1]#rand(1), f32[16]#rand(2))
          %%a = conv(%%i, f32[16,2,1,1]#rand(3), f32[16]#rand(4)) {groups=8}
          %%am = channel_mask(%%a, f32[16]#cycle[1, 0])
          %%b = conv(%%i, f32[16,16,1,1]#rand(5), f32[16]#rand(6))
          %%bm = channel_mask(%%b, f32[16]#cycle[1, 0])
          %s
          %%g = conv(%%s, f32[8,4,1,1]#rand(7), f32[8]#rand(8)) {groups=4}
          %%y = conv(%%g, f32[5,8,1,1]#rand(9))
          return %%y
        }
        """
            .formatted(quotient);
    Ledger ledger = Pipeline.standard(IrParser.parse(text)).ledger();
    assertThat(ledger.entries())
        .filteredOn(entry -> entry.value().equals(mask))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.count(Fate.KEPT)).isEqualTo(8);
              assertThat(entry.reasons()).containsExactly(new Blocker(Reason.LIVE_PARTNER, live));
            });
  }
}
