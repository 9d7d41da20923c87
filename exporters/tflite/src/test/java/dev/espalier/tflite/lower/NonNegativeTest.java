package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonNegativeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = relu(%x)",
        "%y = abs(%x)",
        "%y = exp(%x)",
        "%y = sigmoid(%x)",
        "%y = softmax(%x) {axis=1}",
        "%y = clip(%x) {min=0.0, max=6.0}",
        "%y = clip(%x) {min=0.5, max=6.0}",
        "%a = relu(%x)\n%y = max_pool(%a) {kernel=[2,2]}",
        "%a = relu(%x)\n%y = average_pool(%a) {kernel=[2,2]}",
        "%a = relu(%x)\n%b = exp(%x)\n%y = concat(%a, %b) {axis=1}",
        "%a = relu(%x)\n%b = reshape(%a) {shape=[4,16]}\n%y = transpose(%b) {permutation=[1,0]}",
        "%a = relu(%x)\n%y = slice(%a) {axes=[1], starts=[1], ends=[2], steps=[1]}",
      })
  void neverBelowZero(String nodes) {
    assertThat(holds(nodes)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = tanh(%x)",
        "%y = identity(%x)",
        "%y = clip(%x) {min=-0.5, max=6.0}",
        "%y = elu(%x) {alpha=1.0}",
        "%y = max_pool(%x) {kernel=[2,2]}",
        "%a = relu(%x)\n%y = concat(%a, %x) {axis=1}",
        "%a = relu(%x)\n%y = concat(%a, f32[1,4,4,4]#ones) {axis=1}",
        "%a = relu(%x)\n%y = neg(%a)",
        "%a = relu(%x)\n%y = sub(%a, %x)",
      })
  void maybeBelowZero(String nodes) {
    assertThat(holds(nodes)).isFalse();
  }

  @Test
  void inputsMayBeBelowZero() {
    assertThat(NonNegative.holds(IrParser.parse(text("%y = relu(%x)")), "x")).isFalse();
  }

  @Test
  void farBackNobodyLooks() {
    StringBuilder nodes = new StringBuilder("%v0 = relu(%x)\n");
    for (int i = 1; i <= 20; i++) {
      nodes.append("%v" + i + " = concat(%v" + (i - 1) + ", %v" + (i - 1) + ") {axis=0}\n");
    }
    assertThat(holds(nodes + "%y = identity(%v20)")).isFalse();
  }

  private static boolean holds(String nodes) {
    return NonNegative.holds(IrParser.parse(text(nodes)), "y");
  }

  private static String text(String nodes) {
    return "graph @g(%x: f32[1,4,4,4]) {\n" + nodes + "\nreturn %y\n}";
  }
}
