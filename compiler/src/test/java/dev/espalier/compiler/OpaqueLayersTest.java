package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxOrigin;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.tflite.NotOnTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * T34: recurrent layers are not modelled. Channels of their neighbours stay, everything else is
 * pruned around them, and the report names them.
 */
class OpaqueLayersTest {
  /** A node's attributes in ONNX: {@code hidden_size = 4}. */
  private static final String ATTRIBUTES = "2a120a0b68696464656e5f73697a651804a00102";

  private static final CompileOptions ONNX = CompileOptions.builder().emit(Format.ONNX).build();

  @TempDir Path folder;

  /** Five steps of one sequence; x [5,1,6]. */
  private static Graph graph(String layer, int gates) {
    return IrParser.parse(
        """
        graph @g(%%x: f32[5,1,6]) {
          %%a = mat_mul(%%x, f32[6,8]#rand(1))
          %%am = channel_mask(%%a, f32[8]#cycle[1, 0]) {axis=2}
          %%b = mat_mul(%%am, f32[8,6]#rand(2))
          %%bm = channel_mask(%%b, f32[6]#cycle[0, 1]) {axis=2}
          %%h = opaque(%%bm, f32[1,%1$d,6]#rand(3), f32[1,%1$d,4]#rand(4)) {domain="", kind="%2$s", payload="%3$s", results=[f32[5,1,1,4]]}
          %%r = reshape(%%h) {shape=[5,1,4]}
          %%c = mat_mul(%%r, f32[4,8]#rand(5))
          %%cr = relu(%%c)
          %%cm = channel_mask(%%cr, f32[8]#cycle[1, 0]) {axis=2}
          %%y = mat_mul(%%cm, f32[8,3]#rand(6))
          return %%y
        }
        """
            .formatted(4 * gates, layer, ATTRIBUTES));
  }

  private CompileReport compile(Graph graph, CompileOptions options) throws Exception {
    Path file = folder.resolve("model.onnx");
    new OnnxWriter().write(new OnnxModel(graph, OnnxOrigin.none(graph)), file);
    CompileResult result = new CompileJob(file, folder.resolve("out"), options).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence()).hasSize(1).allMatch(row -> row.pass());
    return result.report();
  }

  @ParameterizedTest
  @CsvSource({"RNN, 1", "GRU, 3", "LSTM, 4"})
  void whatIsAroundIsPruned(String layer, int gates) throws Exception {
    CompileReport report = compile(graph(layer, gates), ONNX);
    assertThat(report.input().opaque()).isEqualTo(Map.of(layer, 1));
    assertThat(report.channels().ledger())
        .extracting(row -> row.value(), row -> row.removed(), row -> row.kept())
        .containsExactly(tuple("am", 4, 0), tuple("bm", 0, 3), tuple("cm", 4, 0));
    assertThat(report.channels().ledger().get(1).reasons())
        .containsExactly(new CompileReport.Reason("opaque neighbour", "h", 0));
    assertThat(widths()).containsExactly(4L, 6L, 4L, 3L);
  }

  /** Of the linear layers that are left, in order. */
  private List<Long> widths() {
    Graph compiled = OnnxReader.read(folder.resolve("out").resolve(Format.ONNX.file())).graph();
    return compiled.nodes().stream()
        .filter(node -> node.op().mnemonic().equals("mat_mul"))
        .map(Node::result)
        .map(result -> compiled.type(result).dim(2).value())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"RNN, 1", "GRU, 3", "LSTM, 4"})
  void onlyOnnxHoldsThem(String layer, int gates) {
    assertThatThrownBy(() -> compile(graph(layer, gates), CompileOptions.DEFAULTS))
        .isInstanceOf(NotOnTargetException.class)
        .hasMessageContaining(layer);
  }
}
