package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;

class TfliteWriterTest {
  private static final Options NONE = new Options.None();

  @TempDir private Path folder;

  private static LiteModel read(ByteBuffer bytes) {
    return TfliteReader.open(bytes).model();
  }

  private static LiteModel relu(LiteTensor x, LiteTensor y) {
    return Sample.of(Builtin.RELU, NONE, x, y);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    LiteModel model = Sample.network();
    Path file = folder.resolve("model.tflite");
    TfliteWriter.Summary summary = TfliteWriter.write(model, file);
    LiteModel read = TfliteReader.readWritten(file);
    assertThat(summary).isEqualTo(new TfliteWriter.Summary(Files.size(file), 6));
    assertThat(read.name()).isEqualTo("main");
    assertThat(read.description()).isEqualTo("a test");
    assertThat(read.ops()).isEqualTo(model.ops());
    assertThat(read.inputs()).isEqualTo(model.inputs());
    assertThat(read.outputs()).isEqualTo(model.outputs());
    assertThat(read.metadata().get("note")).containsExactly(1, 2, 3);
    for (int i = 0; i < model.tensors().size(); i++) {
      LiteTensor tensor = model.tensor(i);
      assertThat(read.tensor(i).name()).isEqualTo(tensor.name());
      assertThat(read.tensor(i).type()).isEqualTo(tensor.type());
      assertThat(read.tensor(i).data().map(Tensor::digest))
          .isEqualTo(tensor.data().map(Tensor::digest));
    }
  }

  @Test
  void theSameModelGivesTheSameBytes() {
    assertThat(Bytes.of(Sample.network())).isEqualTo(Bytes.of(Sample.network()));
  }

  @Test
  void buffersBeginAtMultiplesOf16() {
    Sample sample = new Sample();
    int x = sample.input("x", 1);
    for (int i = 1; i < 40; i++) {
      int y = sample.value("y" + i, i);
      sample.op(Builtin.ADD, Samples.add(), List.of(x, sample.weight("w" + i, i)), y);
      sample.output("y" + i, y);
    }
    ByteBuffer bytes = Bytes.of(sample.model());
    Model tables = Bytes.tables(bytes);
    assertThat(tables.buffersLength()).isEqualTo(41);
    assertThat(tables.buffers(0).dataAsByteBuffer()).isNull();
    for (int i = 1; i < tables.buffersLength(); i++) {
      assertThat(tables.buffers(i).dataAsByteBuffer().position() % 16).isZero();
    }
    assertThat(TfliteReader.open(bytes).remarks()).isEmpty();
  }

  @Test
  void buffersComeInTheOrderOfTheirFirstUse() {
    Sample sample = new Sample();
    int late = sample.weight("late", 20);
    int early = sample.weight("early", 30);
    int x = sample.input("x", 1);
    int y = sample.value("y", 30);
    int z = sample.value("z", 30);
    sample.op(Builtin.MUL, new Options.Mul(Activation.NONE), List.of(x, early), y);
    sample.op(Builtin.MUL, new Options.Mul(Activation.NONE), List.of(y, late), z);
    Model tables = Bytes.tables(Bytes.of(sample.output("z", z).model()));
    assertThat(tables.subgraphs(0).tensors(late).buffer()).isEqualTo(2);
    assertThat(tables.subgraphs(0).tensors(early).buffer()).isEqualTo(1);
    assertThat(tables.subgraphs(0).tensors(x).buffer()).isZero();
  }

  @Test
  void equalConstantsShareABuffer() {
    Sample sample = new Sample();
    int x = sample.input("x", 8);
    Tensor data = Tensor.filled(ElementType.F32, new long[] {50000}, 0.5);
    List<Tensor> constants =
        List.of(
            data,
            Tensor.of(ElementType.F32, new long[] {50000}, data.toDoubles()),
            Tensor.filled(ElementType.F32, new long[] {1, 50000}, 0.5),
            Tensor.filled(ElementType.F32, new long[] {49999}, 0.5),
            lastDiffers(data));
    for (int i = 0; i < constants.size(); i++) {
      sample.constant("w" + i, constants.get(i));
    }
    sample.constant("i", Tensor.of(ElementType.I32, new long[] {1}, 0));
    sample.constant("f", Tensor.of(ElementType.F32, new long[] {1}, 0));
    int y = sample.value("y", 8);
    sample.op(Builtin.RELU, NONE, List.of(x), y);
    Model tables = Bytes.tables(Bytes.of(sample.output("y", y).model()));
    assertThat(
            IntStream.range(0, tables.subgraphs(0).tensorsLength())
                .mapToObj(i -> tables.subgraphs(0).tensors(i).buffer()))
        .containsExactly(0L, 1L, 1L, 1L, 2L, 3L, 4L, 5L, 0L);
  }

  private static Tensor lastDiffers(Tensor data) {
    double[] values = data.toDoubles();
    values[values.length - 1] = 1;
    return Tensor.of(ElementType.F32, data.shape(), values);
  }

  @Test
  void operatorsHaveOneCodeEachInTheHighestVersion() {
    Sample sample = new Sample();
    int x = sample.input("x", 1, 4);
    int a = sample.value("a", 1, 4);
    int b = sample.value("b", 1, 4);
    int c = sample.value("c", 1, 4);
    Options.Gelu gelu = new Options.Gelu(false);
    sample.op(new LiteOp(Builtin.GELU, "", 1, List.of(x), List.of(a), gelu, ""));
    sample.op(new LiteOp(Builtin.RELU, "", 1, List.of(a), List.of(b), NONE, ""));
    sample.op(new LiteOp(Builtin.GELU, "", 2, List.of(b), List.of(c), gelu, ""));
    Model tables = Bytes.tables(Bytes.of(sample.output("y", c).model()));
    assertThat(tables.operatorCodesLength()).isEqualTo(2);
    OperatorCode first = tables.operatorCodes(0);
    assertThat(first.builtinCode()).isEqualTo(150);
    assertThat(first.deprecatedBuiltinCode()).isEqualTo((byte) 127);
    assertThat(first.version()).isEqualTo(2);
    assertThat(tables.operatorCodes(1).builtinCode()).isEqualTo(19);
    assertThat(tables.operatorCodes(1).deprecatedBuiltinCode()).isEqualTo((byte) 19);
  }

  @Test
  void signatureHasTheNamesInOrder() {
    LiteModel network = Sample.network();
    Model tables = Bytes.tables(Bytes.of(network));
    assertThat(tables.signatureDefsLength()).isOne();
    SignatureDef signature = tables.signatureDefs(0);
    assertThat(signature.signatureKey()).isEqualTo("serving_default");
    assertThat(signature.subgraphIndex()).isZero();
    assertThat(signature.inputs(0).name()).isEqualTo("image");
    assertThat(signature.outputs(0).name()).isEqualTo("map");
    assertThat(signature.outputs(1).name()).isEqualTo("scores");
    assertThat(signature.outputs(1).tensorIndex()).isEqualTo(network.outputs().get(1).tensor());
    assertThat(tables.subgraphs(0).outputs(1)).isEqualTo(network.outputs().get(1).tensor());
  }

  @Test
  void oneTensorMayBeSeveralOutputs() {
    Sample sample = new Sample();
    int x = sample.input("x", 4);
    int y = sample.value("y", 4);
    sample.op(Builtin.RELU, NONE, List.of(x), y).output("first", y).output("second", y);
    LiteModel model = sample.model();
    assertThat(read(Bytes.of(model)).outputs()).isEqualTo(model.outputs());
  }

  @Test
  void schemaVersionIdentifierAndShapes() {
    ByteBuffer bytes =
        Bytes.of(
            relu(
                new LiteTensor(
                    "x",
                    ElementType.F32,
                    List.of(1, 4),
                    List.of(-1, 4),
                    Optional.empty(),
                    false,
                    false),
                LiteTensor.value("y", ElementType.F32, List.of())));
    Model tables = Bytes.tables(bytes);
    assertThat(Model.ModelBufferHasIdentifier(bytes)).isTrue();
    assertThat(tables.version()).isEqualTo(3);
    assertThat(tables.subgraphs(0).tensors(0).shapeSignature(0)).isEqualTo(-1);
    assertThat(tables.subgraphs(0).tensors(1).shapeVector()).isNotNull();
    assertThat(tables.subgraphs(0).tensors(1).shapeSignatureVector()).isNull();
    assertThat(tables.subgraphs(0).tensors(1).hasRank()).isTrue();
    assertThat(read(bytes).tensor(0).type()).isEqualTo("f32[?,4]");
    assertThat(read(bytes).tensor(0).shape()).containsExactly(1, 4);
  }

  @Test
  void listsOfAnOperatorAreThereEvenWhenTheyAreEmpty() {
    Sample sample = new Sample();
    int x = sample.input("x", 4);
    int y = sample.value("y", 4);
    sample.op(Builtin.RELU, NONE, List.of(x), y);
    sample.op(new LiteOp(Builtin.CALL_ONCE, "", 1, List.of(), List.of(), NONE, ""));
    assertThatThrownBy(() -> Bytes.of(sample.model()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CALL_ONCE needs CallOnceOptions");
    Sample custom = new Sample();
    custom.op(new LiteOp(Builtin.CUSTOM, "Own", 1, List.of(), List.of(), NONE, ""));
    Model tables = Bytes.tables(Bytes.of(custom.model()));
    assertThat(tables.subgraphs(0).operators(0).inputsVector()).isNotNull();
    assertThat(tables.subgraphs(0).operators(0).outputsVector()).isNotNull();
    assertThat(tables.operatorCodes(0).customCode()).isEqualTo("Own");
  }

  @Test
  void metadataAreInOrderOfTheirNames() {
    LiteModel model =
        Sample.network()
            .withMetadata(Map.of("z", new byte[20], "a", new byte[] {5}, "m", new byte[0]));
    ByteBuffer bytes = Bytes.of(model);
    Model tables = Bytes.tables(bytes);
    assertThat(tables.metadata(0).name()).isEqualTo("a");
    assertThat(tables.metadata(2).name()).isEqualTo("z");
    assertThat(tables.buffers((int) tables.metadata(2).buffer()).dataLength()).isEqualTo(20);
    assertThat(read(bytes).metadata()).containsOnlyKeys("a", "m", "z");
    assertThat(read(bytes).metadata().get("m")).isEmpty();
  }
}
