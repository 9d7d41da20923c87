package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.text.IrParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator is read back as it was written, but for names. */
class RoundTripTest {
  /** Forms that ONNX does not have, or that the reader has a simpler one for. */
  private static final Set<String> OTHER_FORM =
      Set.of(
          "expand(%d) {shape=[2,1,1,H,1]}",
          "gather(%x, i64[2,1]#[1,7]) {axis=3}",
          "identity(%x)",
          "mod(%x, f32[]#[0.25])",
          "prelu(f32[4,1,1]#rand(16), %d)",
          "reduce_mean(%d) {axes=[]}",
          "shape(%d) {start=1, end=-1}",
          "slice(%d) {axes=[1,2], starts=[1,1], ends=[3,9223372036854775807], steps=[1,1]}",
          "layer_normalization(%x, f32[8]#rand(13), f32[8,1]#rand(14)) {axis=2}");

  @TempDir Path folder;

  static List<String> nodes() {
    return OperatorsTest.NODES.stream().filter(node -> !OTHER_FORM.contains(node)).toList();
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void isReadBack(String node) throws Exception {
    Graph graph =
        IrParser.parse(
            "graph @g(" + OperatorsTest.INPUTS + ") {\n  %y = " + node + "\n  return %y\n}\n");
    Path file = folder.resolve("model.onnx");
    new OnnxWriter(22).write(OnnxModel.of(graph), file);
    Graph again = OnnxReader.read(file).graph();
    assertThat(again.outputs()).isEqualTo(graph.outputs());
    assertThat(again.inputs()).isEqualTo(graph.inputs());
    assertThat(text(again)).isEqualTo(text(graph));
  }

  /** The nodes that the output needs, with values numbered and constants by content. */
  private static List<String> text(Graph graph) {
    Map<String, String> names = new LinkedHashMap<>();
    graph.inputs().keySet().forEach(name -> names.put(name, name));
    graph.constants().forEach((name, tensor) -> names.put(name, tensor.toString()));
    List<String> lines = new ArrayList<>();
    for (Node node : graph.nodes()) {
      node.results().forEach(result -> names.put(result, "%" + names.size()));
      List<String> operands =
          node.operands().stream().filter(o -> !o.isEmpty()).map(names::get).toList();
      lines.add(node.op() + " " + operands + " " + graph.resultTypes(node));
    }
    return lines;
  }
}
