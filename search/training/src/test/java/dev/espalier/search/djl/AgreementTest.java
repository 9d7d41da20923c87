package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.lowering.OperatorSamples;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Operators;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator computes on PyTorch what the interpreter and ONNX Runtime compute. */
class AgreementTest {
  /** Rounding of double precision, as a share of the range. */
  private static final double EXACT = 1e-9;

  /** Rounding of single precision, on either side. */
  private static final double CLOSE = 5e-6;

  static Stream<String> operators() {
    return OperatorSamples.all().keySet().stream();
  }

  static Stream<Graph> edges() {
    return EdgeSamples.common().stream();
  }

  static Stream<Graph> strange() {
    return EdgeSamples.strange().stream();
  }

  @Test
  void everyOperatorHasSamples() {
    Set<String> without = new TreeSet<>(Operators.mnemonics());
    without.removeAll(OperatorSamples.all().keySet());
    assertThat(without).containsExactly("opaque");
  }

  @ParameterizedTest
  @MethodSource("operators")
  void computesTheSame(String operator) {
    OperatorSamples.all().get(operator).forEach(AgreementTest::compare);
  }

  @ParameterizedTest
  @MethodSource("edges")
  void computesTheSameAtTheEdges(Graph graph) {
    compare(graph);
  }

  @ParameterizedTest
  @MethodSource("strange")
  void computesWhatOnnxRuntimeDoesNot(Graph graph) {
    compareInDouble(graph);
  }

  private static void compare(Graph graph) {
    compareInDouble(graph);
    Map<String, Tensor> inputs = Backends.inputs(graph);
    List<Tensor> expected = Backends.onnxRuntime(graph, inputs);
    List<Tensor> actual = Backends.pyTorch(graph, inputs, Precision.F32);
    assertThat(Backends.difference(expected, actual))
        .as(IrPrinter.print(graph))
        .isLessThanOrEqualTo(CLOSE);
  }

  private static void compareInDouble(Graph graph) {
    Map<String, Tensor> inputs = Backends.inputs(graph);
    List<Tensor> expected = Backends.interpreter(graph, inputs);
    List<Tensor> actual = Backends.pyTorch(graph, inputs, Precision.F64);
    assertThat(Backends.difference(expected, actual))
        .as(IrPrinter.print(graph))
        .isLessThanOrEqualTo(EXACT);
  }

  @Test
  void anUnknownOperatorIsRefusedByName() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[2,3]) {
              %y = opaque(%x) {domain="", kind="MaxUnpool", payload="", results=[f32[2,3]]}
              return %y
            }
            """);
    assertThatThrownBy(() -> Backends.pyTorch(graph, Backends.inputs(graph), Precision.F32))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("%y")
        .hasMessageContaining("MaxUnpool");
  }
}
