package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.search.djl.Parameter.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindParametersTest {
  /** Masks that take scores from the same constants train them, and nothing else. */
  @Test
  void scoresThatMasksShareAreParameters() {
    Map<String, Kind> kinds =
        FindParameters.in(
            IrParser.parse(
                """
                graph @g(%x: f32[1,4,8,8]) {
                  %a = conv(%x, %w=f32[4,4,1,1]#rand(1))
                  %s = index_select(%one=f32[2]#ones) {axis=0, indices=[0,0]}
                  %t = concat(%s, %two=f32[2]#ones) {axis=0}
                  %m = channel_mask(%a, %t)
                  return %m
                }
                """));
    assertThat(kinds)
        .containsExactly(
            Map.entry("w", Kind.WEIGHT),
            Map.entry("one", Kind.SCORES),
            Map.entry("two", Kind.SCORES));
  }
}
