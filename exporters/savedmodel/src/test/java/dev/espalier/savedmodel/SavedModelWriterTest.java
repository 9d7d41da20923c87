package dev.espalier.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

class SavedModelWriterTest {
  @TempDir Path folder;

  @Test
  void theSignatureHasThePortsUnderTheirNames() {
    MetaGraphDef graph = SavedModels.written(convolution("image:0", 4), folder);

    assertThat(graph.getMetaInfoDef().getTagsList()).containsExactly("serve");
    SignatureDef signature = graph.getSignatureDefOrThrow("serving_default");
    assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
    assertThat(signature.getInputsMap()).containsOnlyKeys("image:0");
    assertThat(signature.getInputsOrThrow("image:0").getName()).isEqualTo("image_0:0");
    assertThat(signature.getInputsOrThrow("image:0").getDtype()).isEqualTo(DataType.DT_FLOAT);
    assertThat(signature.getInputsOrThrow("image:0").getTensorShape().getDimList())
        .extracting(dim -> dim.getSize())
        .containsExactly(1L, 5L, 6L, 3L);
    assertThat(signature.getOutputsOrThrow("scores").getName()).isEqualTo("conv_2d0/Relu6:0");
  }

  @Test
  void aConvolutionBecomesItsSteps() {
    assertThat(SavedModels.nodes(convolution("x", 4), folder))
        .extracting(NodeDef::getOp)
        .containsExactly("Placeholder", "Const", "Conv2D", "Const", "BiasAdd", "Relu6");
  }

  @Test
  void convolutionWeightsHaveTheirOutputChannelsLast() {
    NodeDef weights = SavedModels.nodes(convolution("x", 4), folder).get(1);

    TensorProto value = weights.getAttrOrThrow("value").getTensor();
    assertThat(value.getTensorShape().getDimList())
        .extracting(dim -> dim.getSize())
        .containsExactly(2L, 1L, 3L, 4L);
    assertThat(floats(value.getTensorContent())).containsExactly(lastAxis(4, 6));
  }

  @Test
  void constantsThatAreWrittenInSeveralPiecesAreWhole() {
    int channels = 10_000;
    NodeDef weights = SavedModels.nodes(convolution("x", channels), folder).get(1);

    ByteString content = weights.getAttrOrThrow("value").getTensor().getTensorContent();
    assertThat(floats(content)).containsExactly(lastAxis(channels, 6));
  }

  /** Of numbers counted up in [outer, inner]: the order of [inner, outer]. */
  private static float[] lastAxis(int outer, int inner) {
    float[] values = new float[outer * inner];
    for (int i = 0; i < inner; i++) {
      for (int o = 0; o < outer; o++) {
        values[i * outer + o] = o * inner + i;
      }
    }
    return values;
  }

  private static float[] floats(ByteString bytes) {
    float[] values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void equalModelsGiveEqualBytes() throws IOException {
    for (OperatorCase each : OperatorCase.all()) {
      SavedModelWriter.write(each.model(), folder.resolve("a"));
      SavedModelWriter.write(each.model(), folder.resolve("b"));
      assertThat(folder.resolve("a").resolve(SavedModelWriter.FILE))
          .as(each.name())
          .hasSameBinaryContentAs(folder.resolve("b").resolve(SavedModelWriter.FILE));
    }
  }

  @Test
  void portsAreSortedInTheFile() throws IOException {
    ModelBuilder to = new ModelBuilder();
    int sum = to.input("z", 1, 2);
    for (String name : List.of("b", "y", "a", "q")) {
      Options options = new Options.Add(Activation.NONE);
      sum = to.op(Builtin.ADD, options, List.of(1, 2), sum, to.input(name, 1, 2));
    }
    SavedModelWriter.write(to.output("out", sum).build(), folder);

    String text = Files.readString(file(), StandardCharsets.ISO_8859_1);
    String ports = text.substring(text.indexOf("serving_default"));
    assertThat(List.of("a", "b", "q", "y", "z"))
        .extracting(name -> ports.indexOf("\n\u0001" + name + "\u0012"))
        .doesNotContain(-1)
        .isSorted();
  }

  @Test
  void theSummaryTellsWhatIsThere() throws IOException {
    SavedModelWriter.Summary summary = SavedModelWriter.write(convolution("x", 4), folder);

    assertThat(summary.bytes()).isEqualTo(Files.size(file()));
    assertThat(summary.nodes()).isEqualTo(6);
  }

  private Path file() {
    return folder.resolve(SavedModelWriter.FILE);
  }

  /** Weights [channels, 2, 1, 3] that count up. */
  private static LiteModel convolution(String input, int channels) {
    ModelBuilder to = new ModelBuilder();
    int x = to.input(input, 1, 5, 6, 3);
    float[] numbers = new float[channels * 6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    int weights = to.constant(Tensor.floats(new long[] {channels, 2, 1, 3}, numbers));
    Options options = new Options.Conv2D(Padding.VALID, 1, 1, 1, 1, Activation.RELU6);
    List<Integer> shape = List.of(1, 4, 6, channels);
    return to.output(
            "scores", to.op(Builtin.CONV_2D, options, shape, x, weights, to.weights(channels)))
        .build();
  }
}
