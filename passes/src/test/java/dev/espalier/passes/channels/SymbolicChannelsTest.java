package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values whose number of channels only the operators that read them know: C is 4. */
class SymbolicChannelsTest {
  private static Graph compiled(String nodes) {
    String text =
        """
        graph @g(%%x: f64[N,C,8,8], %%z: f64[N,2,8,8]) {
          %s
          %%h = conv(%%r, f64[6,4,3,3]#rand(1), f64[6]#rand(2)) {pads=[1,1,1,1]}
          %%m = channel_mask(%%h, f64[6]#[1,0,1,0,1,1])
          %%y = conv(%%m, f64[3,6,1,1]#rand(3))
          return %%y
        }
        """
            .formatted(nodes);
    Graph before = IrParser.parse(text);
    assertThat(PipelineFault.in(before, 1)).as(nodes).isEmpty();
    return Pipeline.standard(before).graph();
  }

  private static int channels(Graph graph) {
    return (int)
        graph.nodes().stream()
            .filter(node -> node.op() instanceof Conv)
            .mapToLong(node -> graph.type(node.result()).dim(1).value())
            .max()
            .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%r = relu(%x)",
        "%r = batch_normalization(%x, f64[4]#rand(4), f64[4]#rand(5), f64[4]#rand(6), f64[4]#ones)",
        "%r = instance_normalization(%x, f64[4]#rand(4), f64[4]#rand(5))",
        "%r = channel_mask(%x, f64[4]#[1,0,1,1])",
        "%r = add(%x, f64[4,1,1]#rand(4))",
        "%r = conv(%x, f64[4,1,3,3]#rand(4)) {pads=[1,1,1,1], groups=4}",
        "%r = conv_transpose(%x, f64[4,4,1,1]#rand(4))",
        "%r = pad(%x) {pads=[0,0,1,1,0,0,1,1]}",
        "%i = space_to_depth(%x) {block=2}; %r = depth_to_space(%i) {block=2}",
        "%l, %k = split(%x) {axis=1, sizes=[2,2]}; %r = concat(%k, %l) {axis=1}",
        "%l = slice(%x) {axes=[1], starts=[2], ends=[4], steps=[1]}; %r = concat(%l, %z) {axis=1}",
        "%s = slice(%x) {axes=[1], starts=[0], ends=[2], steps=[1]}; %m1 = channel_mask(%z, f64[2]#[0,1])"
            + "; %r = concat(%m1, %s) {axis=1}",
        "%t = transpose(%x) {permutation=[0,2,3,1]}; %q = layer_normalization(%t, f64[4]#rand(4))"
            + " {axis=3}; %r = transpose(%q) {permutation=[0,3,1,2]}",
      })
  void whatFollowsIsCutAllTheSame(String nodes) {
    assertThat(channels(compiled(nodes.replace("; ", "\n  ")))).isLessThan(6);
  }

  @Test
  void deadChannelsInFrontAreFound() {
    Graph graph = compiled("%r = mul(%x, f64[4,1,1]#[1,0,0,1])");
    assertThat(channels(graph)).isEqualTo(4);
  }

  /** The output is a map along its last axis, whatever the symbolic one is. */
  @Test
  void knownMapsBesideASymbolicAxis() {
    String text =
        """
        graph @g(%x: f64[1,4,H,5]) {
          %m = channel_mask(%x, f64[4]#zeros)
          %t = transpose(%m) {permutation=[3,2,1,0]}
          %k = add(%t, f64[4]#rand(1))
          return %k
        }
        """;
    assertThat(PipelineFault.in(IrParser.parse(text), 1)).isEmpty();
  }
}
