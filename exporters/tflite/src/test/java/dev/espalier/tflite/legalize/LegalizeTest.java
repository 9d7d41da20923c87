package dev.espalier.tflite.legalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LegalizeTest {
  private static final Capabilities CPU = new Capabilities(false, true, true);
  private static final Capabilities GPU = new Capabilities(true, true, true);
  private static final Capabilities OLD = new Capabilities(false, false, false);

  static List<Capabilities> targets() {
    return List.of(CPU, GPU, OLD);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatTheTargetHasStays(Capabilities target) {
    Graph graph = graph("%y = relu(%x)");
    assertThat(new Legalize(target).run(graph)).isSameAs(graph);
  }

  @ParameterizedTest
  @CsvSource({
    "log_softmax(%x) {axis=1},                           log_softmax,   sub",
    "ceil(%x),                                           ceil,          neg",
    "'conv(%x, f32[8,1,3,3]#rand(1)) {groups=4}',        conv,          index_select",
    "'conv(%x, f32[4,2,3,3]#rand(1)) {groups=2}',        conv,          concat",
    "'mat_mul(%x, f32[1,4,6,5]#rand(1))',                mat_mul,       mat_mul",
  })
  void gpusGetOtherOperators(String node, String onCpu, String onGpu) {
    Graph graph = graph("%y = " + node);
    assertThat(last(new Legalize(CPU).run(graph))).isEqualTo(onCpu);
    assertThat(last(new Legalize(GPU).run(graph))).isEqualTo(onGpu);
  }

  @ParameterizedTest
  @CsvSource({
    "'clip(%x) {min=0.0, max=1.0}',                      clip,  min",
    "'conv(%x, f32[4,2,3,3]#rand(1)) {groups=2}',        conv,  concat",
    "'conv(%x, f32[4,1,3,3]#rand(1)) {groups=4}',        conv,  conv",
  })
  void oldRuntimesGetOtherOperators(String node, String now, String before) {
    Graph graph = graph("%y = " + node);
    assertThat(last(new Legalize(CPU).run(graph))).isEqualTo(now);
    assertThat(last(new Legalize(OLD).run(graph))).isEqualTo(before);
  }

  @Test
  void constantsThatRulesMakeAreFolded() {
    Graph legal = new Legalize(CPU).run(graph("%s = shape(%x)\n%t = neg(%s)\n%y = mul(%t, %t)"));
    assertThat(last(legal)).isEqualTo("identity");
    String value = legal.nodes().get(0).input();
    assertThat(legal.constant(value).orElseThrow().toLongs()).containsExactly(1, 16, 36, 36);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void rulesThatFeedEachOtherSettle(Capabilities target) {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f64[1,8,12], %i: i64[3]) {
              %a = conv_transpose(%x, f64[8,4,3]#rand(1), f64[8]#rand(2)) {strides=[2], dilations=[2], pads=[1,1], outputPads=[1], groups=2}
              %b = average_pool(%a) {kernel=[3], strides=[2], dilations=[1], pads=[1,1], countIncludePad=true}
              %c = conv(%b, f64[16,1,3]#rand(3)) {strides=[1], dilations=[1], pads=[1,1], groups=8}
              %d = layer_normalization(%c, f64[13]#rand(4), f64[13]#rand(5)) {axis=2}
              %e = gather(%d, %i) {axis=2}
              %f = mat_mul(%e, f64[3]#rand(6))
              %g = reciprocal(%f)
              %h = pad(%g) {pads=[0,1,0,-1]}
              %y = expand(%h) {shape=[3,16]}
              return %y
            }
            """);
    Legalize legalize = new Legalize(target);
    Graph legal = legalize.run(graph);
    assertThat(legalize.run(legal)).isSameAs(legal);
    assertThat(legal.type("y")).isEqualTo(graph.type("y"));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, indices(SeededTensor.of(type, 7))));
    Interpreter interpreter = new Interpreter(Precision.F64);
    double[] expected = interpreter.run(graph, inputs).get(0).toDoubles();
    double[] actual = interpreter.run(legal, inputs).get(0).toDoubles();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(expected[i])));
    }
  }

  /** Indices must lie within the 13 elements of an axis. */
  private static Tensor indices(Tensor tensor) {
    return tensor.element().isFloat()
        ? tensor
        : Tensor.longs(tensor.shape(), Arrays.stream(tensor.toLongs()).map(i -> i % 13).toArray());
  }

  private static String last(Graph graph) {
    return graph.producer("y").orElseThrow().op().mnemonic();
  }

  private static Graph graph(String nodes) {
    return IrParser.parse("graph @g(%x: f32[1,4,6,6]) {\n" + nodes + "\nreturn %y\n}");
  }
}
