package dev.espalier.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static boolean isGate(String lines) {
    String text =
        """
        graph @g(%x: f32[1,4,6,6]) {
          %b = conv(%x, f32[4,4,1,1]#rand(1))
          %a = conv(%x, f32[4,4,1,1]#rand(2))
          LINES
          return %y
        }
        """
            .replace("LINES", lines);
    return new Gates(IrParser.parse(text)).contains("a");
  }

  @Test
  void whatIsSquashedAndMultipliedIsAGate() {
    assertThat(isGate("%s = sigmoid(%a) %y = mul(%b, %s)")).isTrue();
    assertThat(isGate("%r = relu(%a) %k = add(%r, f32[]#[2]) %s = sigmoid(%k) %y = mul(%s, %b)"))
        .isTrue();
    assertThat(isGate("%s = sigmoid(%a) %p = mul(%b, %s) %q = mul(%x, %s) %y = add(%p, %q)"))
        .isTrue();
    assertThat(isGate("%p = mul(%a, %a) %s = sigmoid(%p) %y = mul(%b, %s)")).isTrue();
  }

  @Test
  void otherFactorsAreNone() {
    assertThat(isGate("%y = mul(%b, %a)")).isFalse();
    assertThat(isGate("%s = sigmoid(%a) %y = add(%b, %s)")).isFalse();
    assertThat(isGate("%s = sigmoid(%a) %y = mul(%s, f32[]#[2])")).isFalse();
    assertThat(isGate("%s = sigmoid(%a) %p = mul(%b, %s) %y = add(%p, %a)")).isFalse();
    assertThat(isGate("%y = relu(%b)")).isFalse();
  }

  /** One call per node would be more than the stack holds. */
  @Test
  void aLongChainIsFollowedToItsEnd() {
    String chain =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "%t" + (i + 1) + " = relu(%t" + i + ") ")
            .collect(Collectors.joining())
            .replace("(%t0)", "(%a)");
    assertThat(isGate(chain + "%s = sigmoid(%t50000) %y = mul(%b, %s)")).isTrue();
    assertThat(isGate(chain + "%s = sigmoid(%t50000) %y = add(%b, %s)")).isFalse();
  }
}
