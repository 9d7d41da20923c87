package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceResolverTest {
  /** MACs at 256 x 256: a 3x3 convolution, two 1x1 ones that share the first, and skip. */
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[1,2,H,W], %logits: f32[4]) {
            %big = conv(%x, f32[2,2,3,3]#rand(1)) {pads=[1,1,1,1]}
            %shared = conv(%x, f32[2,2,1,1]#rand(2))
            %small = conv(%shared, f32[2,2,1,1]#rand(3))
            %y = choice(%big, %small, %shared, %x, %logits)
            return %y
          }
          """);

  private static final Node CHOICE = GRAPH.producer("y").orElseThrow();

  @Test
  void theGreatestLogitWinsAndTheCheaperBranchATie() {
    assertThat(resolve(2, 1, 1, 0)).isEqualTo(0);
    assertThat(resolve(2, 2, 1, 0)).isEqualTo(1);
    assertThat(resolve(2, 2, 2, 0)).isEqualTo(2);
    assertThat(resolve(0, 0, 0, 0)).isEqualTo(3);
    assertThat(resolve(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0, 0)).isEqualTo(1);
  }

  @Test
  void aBranchCostsWhatOnlyItsChoiceBrings() {
    long pixels = 256 * 256;
    assertThat(ChoiceResolver.cost(GRAPH, CHOICE, 0)).isEqualTo(36 * pixels);
    assertThat(ChoiceResolver.cost(GRAPH, CHOICE, 1)).isEqualTo(8 * pixels);
    assertThat(ChoiceResolver.cost(GRAPH, CHOICE, 2)).isEqualTo(4 * pixels);
    assertThat(ChoiceResolver.cost(GRAPH, CHOICE, 3)).isZero();
  }

  @Test
  void whatIsNeededAnywayIsFree() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,2,4,4], %logits: f32[2]) {
              %big = conv(%x, f32[2,2,3,3]#rand(1)) {pads=[1,1,1,1]}
              %small = conv(%x, f32[2,2,1,1]#rand(2))
              %y = choice(%small, %big, %logits)
              return %y, %big
            }
            """);
    Tensor tie = Tensor.floats(new long[] {2}, 1, 1);
    assertThat(ChoiceResolver.resolve(graph, graph.producer("y").orElseThrow(), tie)).isEqualTo(1);
    Tensor x = Tensor.filled(ElementType.F32, new long[] {1, 2, 4, 4}, 1);
    Map<String, Tensor> values =
        new Interpreter(Precision.F32).values(graph, Map.of("x", x, "logits", tie));
    assertThat(values.get("y")).isSameAs(values.get("big"));
  }

  @Test
  void theFirstOfEquallyDearBranchesWins() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,2], %y: f32[1,2], %logits: f32[3]) {
              %z = choice(%y, %x, %x, %logits)
              return %z
            }
            """);
    Node choice = graph.producer("z").orElseThrow();
    Tensor logits = Tensor.floats(new long[] {3}, 0, 1, 1);
    assertThat(ChoiceResolver.resolve(graph, choice, logits)).isEqualTo(1);
  }

  @Test
  void aLogitThatIsNotANumberIsAnError() {
    assertThatThrownBy(() -> resolve(0, Float.NaN, 0, 0))
        .isInstanceOf(IrException.class)
        .hasMessage("logit 1 is NaN, a number is needed");
  }

  private static int resolve(float... logits) {
    return ChoiceResolver.resolve(GRAPH, CHOICE, Tensor.floats(new long[] {4}, logits));
  }
}
