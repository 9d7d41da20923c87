package dev.espalier.tflite.legalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would overflow or vanish in half precision is computed otherwise, and to the same. */
class HalfPrecisionTest {
  private static final Capabilities GPU = Capabilities.of(TfliteOptions.DEFAULTS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        graph @layers(%x: f32[2,6,8]) {
          %y = layer_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {axis=2, epsilon=1e-5} : f32[2,6,8]
          return %y
        }
        """,
        """
        graph @tiny(%x: f32[2,6,8]) {
          %y = layer_normalization(%x, f32[8]#rand(1), _) {axis=2, epsilon=1e-12} : f32[2,6,8]
          return %y
        }
        """,
        """
        graph @instances(%x: f32[1,8,5,6]) {
          %y = instance_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {epsilon=1e-3} : f32[1,8,5,6]
          return %y
        }
        """,
        """
        graph @lengths(%x: f32[2,6,8]) {
          %y = reduce_l2(%x) {axes=[2], keepDims=true} : f32[2,6,1]
          return %y
        }
        """,
        """
        graph @shorter(%x: f32[2,6,8]) {
          %y = reduce_l2(%x) {axes=[1], keepDims=false} : f32[2,8]
          return %y
        }
        """,
        """
        graph @attention(%q: f32[1,2,6,16], %k: f32[1,2,16,6]) {
          %p = mat_mul(%q, %k) : f32[1,2,6,6]
          %s = mul(%p, f32[]#[0.25]) : f32[1,2,6,6]
          %y = softmax(%s) {axis=3} : f32[1,2,6,6]
          return %y
        }
        """,
        """
        graph @divided(%q: f32[2,6,16], %k: f32[2,16,6]) {
          %p = mat_mul(%q, %k) : f32[2,6,6]
          %s = div(%p, f32[1]#[4]) : f32[2,6,6]
          %y = softmax(%s) {axis=2} : f32[2,6,6]
          return %y
        }
        """
      })
  void hasNoErrorAndComputesTheSame(String text) {
    TfliteExport export = TfliteExporter.export(IrParser.parse(text), TfliteOptions.DEFAULTS);
    assertThat(export.gpu().traps()).isEmpty();
    assertThat(export.gpu().supported()).isTrue();
    Graph graph = IrParser.parse(text.replace("f32", "f64"));
    Graph legal = new Legalize(GPU).run(graph);
    assertThat(legal).isNotSameAs(graph);
    for (double range : new double[] {1e-4, 1, 1e3}) {
      assertSame(graph, legal, range);
    }
  }

  private static void assertSame(Graph graph, Graph legal, double range) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, SeededTensor.of(type, 7, range)));
    Interpreter interpreter = new Interpreter(Precision.F64);
    List<Tensor> expected = interpreter.run(graph, inputs);
    List<Tensor> actual = interpreter.run(legal, inputs);
    for (int i = 0; i < expected.get(0).size(); i++) {
      double number = expected.get(0).at(i);
      assertThat(actual.get(0).at(i)).isCloseTo(number, within(1e-9 * Math.max(1, number)));
    }
  }
}
