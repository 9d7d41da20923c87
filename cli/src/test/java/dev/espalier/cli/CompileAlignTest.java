package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Conv;
import dev.espalier.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A13: {@code compile --align}: masked channels come back, and the report compares with both
 * models.
 */
class CompileAlignTest {
  /** Five channels of 16 pass; what is masked is not zero behind the normalisation. */
  private static final String MASKED =
      """
      graph @g(%x: f32[1,3,16,16]) {
        %a = conv(%x, f32[16,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %m = channel_mask(%a, f32[16]#[1,0,0,1,0,0,0.4,0,1,0,0,1,0,0,0,1])
        %n = batch_normalization(%m, f32[16]#rand(2), f32[16]#ones, f32[16]#rand(3), f32[16]#ones) {epsilon=1e-5}
        %r = clip(%n) {min=0, max=6}
        %y = conv(%r, f32[4,16,3,3]#rand(4)) {pads=[1,1,1,1]}
        return %y
      }
      """;

  @TempDir Path folder;

  private Path model;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(MASKED, folder.resolve("masked.onnx"));
    out = folder.resolve("out");
  }

  @Test
  void widthsAreMultiples() throws IOException {
    assertThat(compile("--align", "4")).containsExactly(8L, 4L);
    assertThat(compile("--align", "16")).containsExactly(16L, 4L);
  }

  @Test
  void noMaskedChannelComesBackWithoutIt() throws IOException {
    assertThat(compile().get(0)).isBetween(5L, 6L);
    assertThat(rows()).extracting(row -> row.get("reference").asText()).containsOnly("masked.onnx");
    assertThat(Reports.in(out).get("notes")).isEmpty();
  }

  @Test
  void theAlignedModelIsEqualAndTheInputAtADistance() throws IOException {
    compile("--align", "4", "--emit", "onnx");
    List<JsonNode> rows = rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("reference").asText()).isEqualTo("aligned-masked.onnx");
    assertThat(rows.get(0).get("gated").asBoolean()).isTrue();
    assertThat(rows.get(0).get("maxRelative").asDouble()).isLessThan(1e-5);
    assertThat(rows.get(1).get("reference").asText()).isEqualTo("masked.onnx");
    assertThat(rows.get(1).get("gated").asBoolean()).isFalse();
    assertThat(rows.get(1).get("maxRelative").asDouble()).isGreaterThan(1e-3);
    assertThat(rows).allMatch(row -> row.get("pass").asBoolean());
    assertThat(Reports.in(out).get("notes").toString()).contains("masked channels pass again");
  }

  @Test
  void bothFormatsAreComparedWithBothModels() throws IOException {
    Run run = Run.of("compile", model, "-o", out, "--align", "4");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("equal       y in tflite:", "stated      y in tflite:");
    assertThat(rows())
        .extracting(row -> row.get("runtime").asText() + " " + row.get("reference").asText())
        .containsExactly(
            "onnxruntime aligned-masked.onnx",
            "tflite aligned-masked.onnx",
            "tflite-xnnpack aligned-masked.onnx",
            "onnxruntime masked.onnx",
            "tflite masked.onnx",
            "tflite-xnnpack masked.onnx");
  }

  /** The filters of the convolutions that are left. */
  private List<Long> compile(String... options) {
    Object[] arguments = new Object[4 + options.length];
    System.arraycopy(new Object[] {"compile", model, "-o", out}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    Run run = Run.of(arguments);
    assertThat(run.exit()).as(run.err()).isZero();
    Graph graph = OnnxReader.read(out.resolve("model.onnx")).graph();
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Conv)
        .map(node -> graph.type(node.result()).dim(1).value())
        .toList();
  }

  private List<JsonNode> rows() throws IOException {
    JsonNode rows = Reports.in(out).get("equivalence");
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
