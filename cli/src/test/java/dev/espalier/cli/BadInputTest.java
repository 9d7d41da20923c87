package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a model: one message that names the place, and nothing left behind. */
class BadInputTest {
  @TempDir Path folder;

  private Path model;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(TinyModels.MASKED, folder.resolve("model.onnx"));
    good = Files.readAllBytes(model);
  }

  private void assertRefused(String code, String... place) throws IOException {
    Path out = folder.resolve("new/out");
    assertRefused(Run.of("compile", model, "-o", out), code, place);
    assertThat(folder.resolve("new")).doesNotExist();
    assertRefused(Run.of("inspect", model), code, place);
    assertRefused(Run.of("prune", model, "-o", folder.resolve("new/masked.onnx")), code, place);
    assertThat(folder.resolve("new")).doesNotExist();
    assertKeepsEarlierOutputs();
  }

  private static void assertRefused(Run run, String code, String... place) {
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("reason_code=" + code).contains(place).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }

  private void assertKeepsEarlierOutputs() throws IOException {
    Path earlier = folder.resolve("earlier");
    Path valid = Files.write(folder.resolve("valid.onnx"), good);
    assertThat(Run.of("compile", valid, "-o", earlier, "--no-verify").exit()).isZero();
    Map<String, String> before = contents(earlier);
    assertThat(Run.of("compile", model, "-o", earlier).exit()).isEqualTo(Exit.INPUT);
    assertThat(contents(earlier)).isEqualTo(before);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private void change(UnaryOperator<ModelProto.Builder> change) throws IOException {
    Files.write(model, change.apply(ModelProto.parseFrom(good).toBuilder()).build().toByteArray());
  }

  private static int index(GraphProto.Builder graph, String type) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (graph.getNode(i).getOpType().equals(type)) {
        return i;
      }
    }
    throw new AssertionError("no " + type);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9, 0.999})
  void aTruncatedFile(double part) throws IOException {
    Files.write(model, Arrays.copyOf(good, (int) (good.length * part)));
    assertRefused("malformed_model", "model.onnx");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 4096})
  void randomBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Files.write(model, bytes);
    assertRefused("malformed_model", "model.onnx");
  }

  @Test
  void noFileAtAll() throws IOException {
    Files.delete(model);
    assertRefused("malformed_model", "model.onnx");
  }

  @Test
  void aFolder() throws IOException {
    Files.delete(model);
    Files.createDirectory(model);
    assertRefused("malformed_model", "model.onnx");
  }

  @Test
  void weightsOfAShapeThatDoesNotFit() throws IOException {
    change(
        m -> {
          TensorProto weight =
              m.getGraph().getInitializerList().stream()
                  .filter(t -> t.getDimsCount() == 4 && t.getDims(0) == 4)
                  .findFirst()
                  .orElseThrow();
          int at = m.getGraph().getInitializerList().indexOf(weight);
          TensorProto turned = weight.toBuilder().setDims(0, 8).setDims(1, 4).build();
          m.getGraphBuilder().setInitializer(at, turned);
          return m;
        });
    assertRefused("malformed_model", "%y");
  }

  @Test
  void aWeightThatIsShorterThanItsShape() throws IOException {
    change(
        m -> {
          TensorProto first = m.getGraph().getInitializer(0);
          m.getGraphBuilder()
              .setInitializer(0, first.toBuilder().setRawData(ByteString.copyFromUtf8("abc")));
          return m;
        });
    assertRefused("malformed_model", "bytes");
  }

  @Test
  void aCycle() throws IOException {
    change(
        m -> {
          GraphProto.Builder graph = m.getGraphBuilder();
          int relu = index(graph, "Relu");
          graph.setNode(relu, graph.getNode(relu).toBuilder().setInput(0, "y"));
          return m;
        });
    assertRefused("malformed_model", "%r", "cycle");
  }

  @Test
  void aMissingInitializer() throws IOException {
    change(
        m -> {
          GraphProto.Builder graph = m.getGraphBuilder();
          String name = graph.getNode(index(graph, "Conv")).getInput(1);
          int at = 0;
          while (!graph.getInitializer(at).getName().equals(name)) {
            at++;
          }
          graph.removeInitializer(at);
          return m;
        });
    assertRefused("malformed_model", "%c");
  }

  @Test
  void aMaskScoreThatIsNotANumber() throws IOException {
    change(
        m -> {
          GraphProto.Builder graph = m.getGraphBuilder();
          NodeProto mask = graph.getNode(index(graph, "ChannelMask"));
          for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(mask.getInput(1))) {
              graph.setInitializer(i, withNaN(graph.getInitializer(i)));
            }
          }
          return m;
        });
    assertRefused("mask_score_not_finite", "%m");
  }

  private static TensorProto withNaN(TensorProto scores) {
    ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(new float[] {1, 1, Float.NaN, 1, 1, 1, 1, 1});
    return scores.toBuilder().setRawData(ByteString.copyFrom(bytes)).build();
  }

  @Test
  void weightsInAFileThatIsMissing() throws IOException {
    change(
        m -> {
          TensorProto.Builder first = m.getGraphBuilder().getInitializerBuilder(0);
          first.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
          first.addExternalDataBuilder().setKey("location").setValue("gone.bin");
          return m;
        });
    assertRefused("external_data_missing", "gone.bin");
  }

  @Test
  void tellsTheReasonInJsonToo() throws IOException {
    Files.write(model, new byte[] {1, 2, 3});
    Run run = Run.of("inspect", model, "--format", "json");
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.out()).contains("\"reason_code\" : \"malformed_model\"", "model.onnx");
  }

  @Test
  void showsTheStackTraceOnRequest() throws IOException {
    Files.write(model, new byte[] {1, 2, 3});
    assertThat(Run.of("inspect", model, "--debug").err()).contains("\tat ");
  }
}
