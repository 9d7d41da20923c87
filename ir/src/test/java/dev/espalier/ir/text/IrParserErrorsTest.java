package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.IrException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser says about faults: where, what was expected, what was found. */
class IrParserErrorsTest {
  private static final String VALID =
      """
      graph @g(%x: f32[1,4,8,8]) {
        %w = conv(%x, f32[4,4,1,1]#rand(1)) {groups=1} : f32[1,4,8,8] @label
        %y = resize(%w) {axes=[2,3], scales=[2,2], mode=linear} : f32[1,4,16,16]
        return %y
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graph @g  | grph @g | line 1, column 1: expected 'graph', found 'grph'",
        "graph @g  | graph g | line 1, column 7: expected '@', found 'g'",
        "%x: f32   | %x f32  | line 1, column 13: expected ':', found 'f32'",
        "f32[1,4,8,8])  | f33[1,4,8,8])  | line 1, column 14: unknown element type 'f33'",
        "f32[1,4,8,8])  | f32[1,4,8,8-])  | line 1, column 14: cannot read the dimension '8-' at column 3",
        "f32[1,4,8,8])  | 7) | line 1, column 14: expected a type such as f32[1,3,H,W], found '7'",
        "f32[1,4,8,8])  | f32[1,4,8,-8]) | line 1: %x: f32[1,4,8,-8] has a negative dimension",
        "conv      | cnv     | line 2, column 8: expected an operator, found 'cnv'",
        "#rand     | #random | line 2, column 30: expected rand, fill, zeros, ones, cycle, off, a list or a stored digest, found 'random'",
        "#rand(1)  | #[1, 2] | line 2, column 30: expected a list of 16 elements, found '['",
        "#rand(1)  | #rand(x) | line 2, column 35: expected an integer, found 'x'",
        "f32[4,4,1,1] | f32[C,4,1,1] | line 2, column 29: a constant cannot have the type f32[C,4,1,1]",
        "{groups   | {group  | line 2, column 40: expected an attribute of conv (strides, dilations, pads, groups), found 'group'",
        "groups=1  | groups= | line 2, column 47: expected an integer, found '}'",
        "groups=1  | groups=99999999999999999999 | line 2, column 47: expected an integer of 64 bits, found '99999999999999999999'",
        "groups=1  | groups=1, groups=1 | line 2, column 58: attribute groups is given twice",
        "groups=1  | groups=3 | line 2: %w: conv: 3 groups for a weight f32[4,4,1,1]",
        "f32[1,4,8,8] @ | f32[1,4,8,9] @ | line 2: %w is f32[1,4,8,8], not f32[1,4,8,9]",
        "resize(%w) | resize(%v) | line 3: %y uses %v before it is defined",
        "resize(%w) | resize(%w, %w) | line 3: %y: resize of 2 operands",
        "resize(%w) | resize(_) | line 3: %y: resize lacks operand 0",
        "%y = resize | %w = resize | line 3: %w is defined twice",
        "%y = resize | %y, %z = resize | line 4, column 3: expected ',', found 'return'",
        "mode=linear | mode=line | line 3, column 51: expected one of nearest, linear, cubic, found 'line'",
        "axes=[2,3], | '' | line 3, column 19: resize needs the attribute axes",
        "scales=[2,2] | scales=[2] | line 3, column 19: resize of axes [2, 3] by [2.0] or to []",
        "return %y | return %q | line 4: %q is an output but is not defined",
        "return %y | '' | line 5, column 1: expected '%', found '}'",
      })
  void faultsAreNamedWithTheirPlace(String from, String to, String message) {
    assertThat(VALID).contains(from);
    assertThatThrownBy(() -> IrParser.parse(VALID.replace(from, to)))
        .isInstanceOf(IrException.class)
        .hasMessage(message);
  }

  @Test
  void theEndIsNoticed() {
    assertThatThrownBy(() -> IrParser.parse(""))
        .isInstanceOf(IrException.class)
        .hasMessage("line 1, column 1: expected 'graph', found the end");
    assertThatThrownBy(() -> IrParser.parse(VALID + "x"))
        .isInstanceOf(IrException.class)
        .hasMessage("line 6, column 1: expected the end, found 'x'");
  }

  /** Every prefix of a text is refused by a message, never by another exception. */
  @Test
  void anyTruncationIsRefused() {
    String text = VALID.strip();
    for (int length = 0; length < text.length(); length++) {
      String prefix = text.substring(0, length);
      assertThatThrownBy(() -> IrParser.parse(prefix))
          .isInstanceOf(IrException.class)
          .hasMessageStartingWith("line ");
    }
  }
}
