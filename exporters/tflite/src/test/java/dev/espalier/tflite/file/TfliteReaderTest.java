package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** One file per rule that the reader checks, and forms of files that other programs write. */
class TfliteReaderTest {
  private static final int KERNEL = 1;
  private static final int CONV_RESULT = 5;

  @TempDir private Path folder;

  private static LiteModel edited(Consumer<ModelT> change) {
    return TfliteReader.open(Bytes.edit(Sample.network(), change)).model();
  }

  private static void refused(Consumer<ModelT> change, String... parts) {
    assertThatThrownBy(() -> edited(change))
        .isInstanceOf(TfliteException.class)
        .hasMessageContainingAll(parts);
  }

  private static SubGraphT graph(ModelT model) {
    return model.getSubgraphs()[0];
  }

  private static TensorT tensor(ModelT model, int position) {
    return graph(model).getTensors()[position];
  }

  private static OperatorT operator(ModelT model, int position) {
    return graph(model).getOperators()[position];
  }

  @Test
  void modelItself() {
    refused(m -> m.setVersion(2), "schema has version 2", "3 was needed");
    refused(m -> m.setSubgraphs(new SubGraphT[0]), "without a graph");
    refused(m -> m.setBuffers(new BufferT[0]), "buffer 0");
    refused(m -> m.getBuffers()[0].setData(new int[] {1}), "buffer 0", "empty");
  }

  @Test
  void tensors() {
    refused(m -> tensor(m, KERNEL).setBuffer(99), "tensor 1 'kernel'", "buffer 99 of 8");
    refused(
        m -> tensor(m, KERNEL).setShape(new int[] {4, 3, 3, 2}),
        "tensor 1 'kernel' needs 288 bytes",
        "432");
    refused(m -> tensor(m, KERNEL).setType(TensorType.FLOAT16), "needs 216 bytes");
    refused(m -> tensor(m, KERNEL).setIsVariable(true), "variable with data");
    refused(m -> tensor(m, 0).setShape(new int[] {1, -8}), "has the shape [1, -8]");
    refused(m -> tensor(m, 0).setShape(new int[] {1 << 30, 1 << 30, 1 << 30}), "too many elements");
    refused(m -> tensor(m, 0).setShapeSignature(new int[] {-1}), "signature [-1]");
    refused(
        m -> tensor(m, 0).setShapeSignature(new int[] {1, -2, 8, 3}), "signature [1, -2, 8, 3]");
  }

  @Test
  void operatorCodes() {
    refused(m -> operator(m, 0).setOpcodeIndex(77), "operator 0 has operator code 77 of 6");
    refused(m -> m.getOperatorCodes()[0].setVersion(0), "operator code 0", "version 0");
    refused(
        m -> {
          m.getOperatorCodes()[0].setBuiltinCode(-3);
          m.getOperatorCodes()[0].setDeprecatedBuiltinCode((byte) -5);
        },
        "operator code 0 is number -3");
  }

  @Test
  void positionsOfTensors() {
    refused(m -> operator(m, 0).getInputs()[0] = 40, "operator 0 (CONV_2D)", "input is tensor 40");
    refused(m -> operator(m, 0).getInputs()[0] = -2, "operator 0 (CONV_2D)", "tensor -2 of 14");
    refused(
        m -> operator(m, 0).getOutputs()[0] = -1, "operator 0 (CONV_2D)", "output is tensor -1");
    refused(m -> operator(m, 0).setIntermediates(new int[] {14}), "intermediate is tensor 14");
    refused(m -> graph(m).setInputs(new int[] {14}), "graph input is tensor 14");
    refused(m -> graph(m).setOutputs(new int[] {-1}), "graph output is tensor -1");
  }

  @Test
  void orderAndProducers() {
    refused(
        m -> {
          OperatorT[] all = graph(m).getOperators();
          graph(m).setOperators(new OperatorT[] {all[1], all[0], all[2], all[3], all[4], all[5]});
        },
        "operator 0 (DEPTHWISE_CONV_2D) reads tensor 5 'a'");
    refused(
        m -> operator(m, 1).getOutputs()[0] = CONV_RESULT,
        "operator 1 (DEPTHWISE_CONV_2D) computes tensor 5 'a', which has a value already");
    refused(m -> operator(m, 0).getOutputs()[0] = KERNEL, "computes tensor 1 'kernel'");
    refused(m -> operator(m, 0).getOutputs()[0] = 0, "computes tensor 0 'image'");
    refused(m -> tensor(m, CONV_RESULT).setIsVariable(true), "computes tensor 5 'a'");
    refused(
        m -> graph(m).setOperators(new OperatorT[] {operator(m, 0)}),
        "the graph returns tensor 9 'big'");
  }

  @Test
  void whatOperatorsCannotDoWithout() {
    refused(m -> operator(m, 0).setInputs(new int[] {0}), "operator 0 (CONV_2D) has no input 1");
    refused(m -> operator(m, 0).getInputs()[1] = -1, "has no input 1, but needs it");
    refused(m -> operator(m, 3).setOutputs(new int[0]), "RESIZE_BILINEAR", "no output");
  }

  @Test
  void attributes() {
    refused(
        m -> operator(m, 0).getBuiltinOptions().asConv2DOptions().setStrideW(0),
        "operator 0 (CONV_2D): stride is 0");
    refused(
        m -> operator(m, 0).getBuiltinOptions().asConv2DOptions().setDilationHFactor(-1),
        "dilation is -1");
    refused(
        m -> operator(m, 0).getBuiltinOptions().asConv2DOptions().setPadding((byte) 2),
        "no padding 2");
    refused(
        m -> operator(m, 2).getBuiltinOptions().asAddOptions().setFusedActivationFunction((byte) 9),
        "operator 2 (ADD): there is no activation 9");
    refused(
        m -> m.getOperatorCodes()[0].setBuiltinCode(Builtin.SUB.code()),
        "operator 0 (SUB) has Conv2DOptions");
    refused(
        m -> operator(m, 0).getBuiltinOptions().setType(BuiltinOptions.NONE),
        "operator 0 (CONV_2D): stride is 0");
  }

  @Test
  void signatures() {
    refused(m -> m.getSignatureDefs()[0].setSubgraphIndex(1), "graph 1 of 1");
    refused(m -> m.getSignatureDefs()[0].getInputs()[0].setTensorIndex(14), "'image' is tensor 14");
    refused(m -> m.getMetadata()[0].setBuffer(9), "metadata are in buffer 9 of 8");
  }

  @Test
  void damagedRanges() {
    byte[] valid = Bytes.array(Sample.network());
    assertThatThrownBy(() -> TfliteReader.open(ByteBuffer.wrap(new byte[3])))
        .hasMessageContaining("no TFL3");
    byte[] identifier = valid.clone();
    identifier[7] = '2';
    assertThatThrownBy(() -> TfliteReader.open(ByteBuffer.wrap(identifier)))
        .hasMessageContaining("no TFL3");
    byte[] root = valid.clone();
    root[3] = 127;
    assertThatThrownBy(() -> TfliteReader.open(ByteBuffer.wrap(root)))
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining("malformed model at model: a reference to");
    byte[] text = valid.clone();
    int name = new String(valid, StandardCharsets.ISO_8859_1).indexOf("a test");
    text[name + "a test".length()] = 'x';
    assertThatThrownBy(() -> TfliteReader.open(ByteBuffer.wrap(text)))
        .hasMessageContaining("model.description: a text that does not end");
  }

  @Test
  void aSmallFileCannotDescribeAHugeModel() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int name = builder.createString("n".repeat(10_000));
    Metadata.startMetadata(builder);
    Metadata.addName(builder, name);
    int entry = Metadata.endMetadata(builder);
    int[] same = IntStream.generate(() -> entry).limit(10_000).toArray();
    int metadata = Model.createMetadataVector(builder, same);
    Model.startModel(builder);
    Model.addVersion(builder, 3);
    Model.addMetadata(builder, metadata);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    assertThatThrownBy(() -> TfliteReader.open(ByteBuffer.wrap(builder.sizedByteArray())))
        .isInstanceOf(TfliteException.class)
        .hasMessageContainingAll("model.metadata[", "again and again");
  }

  @Test
  void filesThatCannotBeRead() throws IOException {
    assertThatThrownBy(() -> TfliteReader.read(folder.resolve("none.tflite")))
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> TfliteReader.read(folder)).isInstanceOf(TfliteException.class);
    Path empty = Files.createFile(folder.resolve("empty.tflite"));
    assertThatThrownBy(() -> TfliteReader.read(empty))
        .isInstanceOf(TfliteException.class)
        .hasMessageContainingAll("empty.tflite", "no TFL3");
  }

  @Test
  void unalignedBuffersAreRemarkedAndNotAcceptedFromOurselves() throws IOException {
    ByteBuffer bytes = Bytes.edit(Sample.network(), m -> {});
    assertThat(TfliteReader.open(bytes).remarks())
        .singleElement()
        .satisfies(
            remark -> {
              assertThat(remark.rule()).isEqualTo("file/unaligned-buffer");
              assertThat(remark.level()).isEqualTo(Lint.Level.WARNING);
              assertThat(remark.message()).contains(" of 8 buffers");
            });
    Path file = folder.resolve("unaligned.tflite");
    byte[] content = new byte[bytes.remaining()];
    bytes.get(0, content);
    Files.write(file, content);
    assertThat(TfliteReader.read(file).ops()).hasSize(6);
    assertThatThrownBy(() -> TfliteReader.readWritten(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("multiple of 16");
    Files.write(file, new byte[100]);
    assertThatThrownBy(() -> TfliteReader.readWritten(file))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(TfliteException.class);
  }

  @Test
  void constantsAreViewsOfTheFile() {
    ByteBuffer bytes = Bytes.of(Sample.network());
    Tensor kernel = TfliteReader.open(bytes).model().tensor(KERNEL).data().orElseThrow();
    int place = Bytes.tables(bytes).buffers(1).dataAsByteBuffer().position();
    bytes.putFloat(place, 42);
    assertThat(kernel.at(0)).isEqualTo(42);
  }

  @Test
  void metadataMayNotRepeatABufferWithoutEnd() {
    refused(
        m -> {
          MetadataT[] many = new MetadataT[40];
          for (int i = 0; i < many.length; i++) {
            many[i] = new MetadataT();
            many[i].setName("n" + i);
            many[i].setBuffer(6);
          }
          m.setMetadata(many);
        },
        "again and again");
  }

  @Test
  void strictnessAsksForNoMoreThanTheWriterGives() throws IOException {
    Path file = folder.resolve("own.tflite");
    LiteTensor value = LiteTensor.value("v", ElementType.F32, List.of(2));
    TfliteWriter.write(
        Sample.of(Builtin.RELU, new Options.None(), value, value).withMetadata(Map.of()), file);
    assertThat(TfliteReader.readWritten(file).ops()).hasSize(1);
  }
}
