package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes that are longer than any list of channels: nothing is known of them, and nothing fails. */
class LongAxesTest {
  private static final String MASKED =
      """
      %a = conv(%x, f32[8,3,1,1]#rand(1))
      %m = channel_mask(%a, f32[8]#[1, 0, 1, 1, 0, 1, 1, 1])
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = depth_to_space(%l) {block=2} return %y",
        "%y = slice(%l) {axes=[1], starts=[1], ends=[2147483646], steps=[1]} return %y",
        "%y = slice(%l) {axes=[1], starts=[0], ends=[2147483646], steps=[2]} return %y",
        "%e = exp(%l) %y = slice(%e) {axes=[1], starts=[1], ends=[1000], steps=[1]} return %y",
        "%t = tile(%m) {repeats=[1,1073741824,1,1]} %y = relu(%t) return %y",
        "%p = pad(%m) {pads=[0,0,0,0,0,8589934592,0,0]} %y = relu(%p) return %y",
        "%e = exp(%m) %r = tile(%e) {repeats=[1,1,1048576,4194304]}"
            + " %f = reshape(%r) {shape=[1,35184372088832]} %y = relu(%f) return %y",
        "%w = reshape(%l) {shape=[8589934592,1]} %v = reshape(%l) {shape=[1,8589934592]}"
            + " %p = mat_mul(%v, %w) %q = conv(%m, f32[1,8,1,1]#rand(2)) %y = add(%p, %q)"
            + " return %y",
        "%c = concat(%m, %l) {axis=1} %y = relu(%c) return %y"
      })
  void areLeftAlone(String lines) {
    Graph graph =
        IrParser.parse(
            "graph @g(%x: f32[1,3,1,1], %l: f32[1,8589934592,1,1]) {\n" + MASKED + lines + "}");
    assertThat(Pipeline.standard(graph).graph().outputs()).isEqualTo(graph.outputs());
  }
}
