package dev.espalier.passes.fuse;

import static dev.espalier.passes.fuse.MaskedGraph.MASK;
import static dev.espalier.passes.fuse.MaskedGraph.masked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoistChannelMaskTest {
  @Test
  void aMaskMovesInFrontOfWhatKeepsZeros() {
    for (String f :
        new String[] {
          "relu(%a)",
          "leaky_relu(%a) {alpha=0.1}",
          "clip(%a) {min=0, max=6}",
          "clip(%a) {min=-1, max=1}",
          "hard_swish(%a)",
          "gelu(%a) {tanh=false}",
          "tanh(%a)",
          "elu(%a) {alpha=1}",
          "mul(%a, f32[4,1,1]#rand(3))",
          "div(%a, f32[]#[3])",
          "prelu(%a, f32[4,1,1]#rand(3))",
          "mul(f32[]#[3], %a)"
        }) {
      String moved = f.replace("%a", "%z.masked").replace("#rand(3)", "");
      PassAssert.on(new HoistChannelMask(), masked("%a = softplus(%x) %y = " + f, MASK))
          .gives(
              """
              graph @g(%x: f32[N,4,6,4]) {
                %a = softplus(%x) : f32[N,4,6,4]
                %z.masked = channel_mask(%a, f32[4]#[1, 0, 1, 0]) : f32[N,4,6,4]
                %z = MOVED : f32[N,4,6,4]
                return %z
              }
              """
                  .replace("MOVED", moved));
    }
  }

  @Test
  void aSummandIsMaskedToo() {
    for (String f : new String[] {"add(%a, C)", "add(C, %a)", "sub(%a, C)", "sub(C, %a)"}) {
      PassAssert.on(
              new HoistChannelMask(),
              masked("%a = exp(%x) %y = " + f.replace("C", "f32[1,4,1,1]#rand(3)"), MASK))
          .gives(
              """
              graph @g(%x: f32[N,4,6,4]) {
                %a = exp(%x) : f32[N,4,6,4]
                %z.masked = channel_mask(%a, f32[4]#[1, 0, 1, 0]) : f32[N,4,6,4]
                %z = MOVED : f32[N,4,6,4]
                return %z
              }
              """
                  .replace("MOVED", f.replace("%a", "%z.masked").replace("C", "f32[1,4,1,1]")));
    }
  }

  @Test
  void aMaskFollowsItsAxis() {
    PassAssert.on(
            new HoistChannelMask(),
            masked(
                "%a = exp(%x) %r = reshape(%a) {shape=[N,4,24]} %y = transpose(%r)"
                    + " {permutation=[2,0,1]}",
                MASK.replace(")", ") {axis=2}")))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %a = exp(%x) : f32[N,4,6,4]
              %z.masked2 = channel_mask(%a, f32[4]#[1, 0, 1, 0]) : f32[N,4,6,4]
              %z.masked = reshape(%z.masked2) {shape=[N,4,24]} : f32[N,4,24]
              %z = transpose(%z.masked) {permutation=[2,0,1]} : f32[24,N,4]
              return %z
            }
            """);
  }

  @Test
  void aMaskStaysBehindWhatMovesZeros() {
    for (String f :
        new String[] {
          "sigmoid(%a)",
          "cos(%a)",
          "clip(%a) {min=1, max=6}",
          "softmax(%a) {axis=1}",
          "hard_sigmoid(%a) {alpha=0.2, beta=0.5}",
          "add(%a, f32[6,4]#rand(3))",
          "add(%a, %a2)",
          "max(%a, f32[]#[1])"
        }) {
      PassAssert.on(new HoistChannelMask(), masked("%a = exp(%x) %a2 = sin(%x) %y = " + f, MASK))
          .refuses("%y does not map zeros to zeros");
    }
  }

  @Test
  void aMaskStaysBehindAValueThatOthersRead() {
    String text = masked("%a = exp(%x) %y = relu(%a)", MASK);
    PassAssert.on(new HoistChannelMask(), text.replace("return %z", "return %z, %y"))
        .refuses("%y has another reader");
    PassAssert.on(new HoistChannelMask(), text.replace("return %z", "return %z, %a"))
        .refuses("%a is no result that only one node reads");
    PassAssert.on(new HoistChannelMask(), masked("%y = relu(%x)", MASK))
        .refuses("%x is no result that only one node reads");
  }

  @Test
  void aMaskThatIsComputedStays() {
    PassAssert.on(
            new HoistChannelMask(),
            """
            graph @g(%x: f32[N,4], %s: f32[4]) {
              %a = exp(%x)
              %y = relu(%a)
              %z = channel_mask(%y, %s)
              return %z
            }
            """)
        .refuses("the scores %s are not constant");
  }

  @Test
  void aMaskBehindConvolutionNormalisationAndActivationGoesIntoTheWeights() {
    PassAssert.on(
            FuseRules.all(),
            masked(
                """
                %c = conv(%x, f32[4,4,3,3]#rand(1))
                %n = batch_normalization(%c, f32[4]#rand(2), f32[4]#rand(3), f32[4]#rand(4), f32[4]#ones)
                %y = relu(%n)
                """,
                MASK))
        .gives(
            """
            graph @g(%x: f32[N,4,6,4]) {
              %z.masked = conv(%x, f32[4,4,3,3], f32[4]) : f32[N,4,4,2]
              %z = relu(%z.masked) : f32[N,4,4,2]
              return %z
            }
            """);
  }

  /** However far it is from the weights; one step at a time would never end. */
  @Test
  void aMaskPassesAChainAtOnce() {
    String chain =
        IntStream.range(0, 5000)
            .mapToObj(i -> "%t" + (i + 1) + " = tanh(%t" + i + ") ")
            .collect(Collectors.joining());
    Graph graph =
        IrParser.parse(
            masked(chain.replace("(%t0)", "(%a)") + "%y = relu(%t5000)", MASK)
                .replace("%t1 =", "%a = exp(%x) %t1 ="));
    Graph moved = new ApplyRules(new HoistChannelMask()).run(graph);
    assertThat(moved.nodes()).hasSameSizeAs(graph.nodes());
    assertThat(moved.nodes().get(1).op()).isInstanceOf(ChannelMask.class);
  }
}
