package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.lowering.OperatorSamples;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every operator is what finite differences say. */
class GradientTest {
  /** Central differences of double numbers, as a share of the largest gradient. */
  private static final double CLOSE = 1e-6;

  /** Their gradients are those of something else than the function, on purpose. */
  private static final Set<String> STRAIGHT_THROUGH = Set.of("channel_mask", "choice");

  static Stream<String> operators() {
    return OperatorSamples.all().keySet().stream()
        .filter(operator -> !STRAIGHT_THROUGH.contains(operator))
        .filter(operator -> samples(operator).findAny().isPresent());
  }

  private static Stream<Graph> samples(String operator) {
    return OperatorSamples.all().get(operator).stream().filter(Gradients::areIn);
  }

  static Stream<Graph> edges() {
    return Stream.concat(EdgeSamples.common().stream(), EdgeSamples.strange().stream())
        .filter(Gradients::areIn)
        .filter(
            graph ->
                graph.nodes().stream().noneMatch(n -> n.op().mnemonic().equals("channel_mask")));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void isThatOfFiniteDifferences(String operator) {
    samples(operator).forEach(graph -> check(graph, Mode.EVALUATE));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void isThatOfFiniteDifferencesAtTheEdges(Graph graph) {
    check(graph, Mode.EVALUATE);
  }

  @Test
  void batchStatisticsArePartOfIt() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[2,4,5,6]) {
              %c = conv(%x, f32[8,4,3,3]#rand(1)) {strides=[2,2]}
              %b = batch_normalization(%c, f32[8]#rand(1), f32[8]#rand(2), f32[8]#rand(3), f32[8]#fill(0.7))
              %y = sigmoid(%b)
              return %y
            }
            """);
    check(graph, Mode.TRAIN);
  }

  private static void check(Graph graph, Mode mode) {
    Gradients.Result result = Gradients.of(graph, Backends.inputs(graph), mode);
    assertThat(result.worst()).as(IrPrinter.print(graph)).isLessThanOrEqualTo(CLOSE);
    assertThat(result.checked()).as(IrPrinter.print(graph)).isGreaterThan(2 * result.kinks());
  }
}
