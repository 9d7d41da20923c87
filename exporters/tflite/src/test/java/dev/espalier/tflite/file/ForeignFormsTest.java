package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.text.LitePrinter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Forms of files that other programs write. */
class ForeignFormsTest {
  private static final int KERNEL = 1;
  private static final int CONV_RESULT = 5;

  private static LiteModel edited(Consumer<ModelT> change) {
    return TfliteReader.open(Bytes.edit(Sample.network(), change)).model();
  }

  private static SubGraphT graph(ModelT model) {
    return model.getSubgraphs()[0];
  }

  private static TensorT tensor(ModelT model, int position) {
    return graph(model).getTensors()[position];
  }

  @Test
  void oldFilesHaveNoSignatureAndOneOperatorCode() {
    ByteBuffer bytes =
        Bytes.edit(
            Sample.network(),
            m -> {
              m.setSignatureDefs(new SignatureDefT[0]);
              m.getOperatorCodes()[0].setBuiltinCode(0);
            });
    TfliteFile file = TfliteReader.open(bytes);
    assertThat(file.model().inputs().get(0).name()).isEqualTo("image");
    assertThat(file.model().outputs().get(0).name()).isEqualTo("big");
    assertThat(file.model().ops().get(0).kind()).isEqualTo(Builtin.CONV_2D);
    assertThat(file.remarks())
        .extracting(Lint::rule)
        .contains("file/no-signature", "file/one-operator-code");
  }

  @Test
  void operatorsNewerThanThisProgram() {
    LiteModel read =
        edited(
            m -> {
              m.getOperatorCodes()[0].setBuiltinCode(206);
              m.getOperatorCodes()[0].setDeprecatedBuiltinCode((byte) 127);
            });
    LiteOp op = read.ops().get(0);
    assertThat(op.kind()).isEqualTo(Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES);
    assertThat(op.name()).isEqualTo("OPERATOR 206");
  }

  @Test
  void elementTypesThatThisProgramHasNot() {
    LiteModel read =
        edited(
            m -> {
              tensor(m, KERNEL).setType(TensorType.INT4);
              tensor(m, 0).setType(TensorType.RESOURCE);
              tensor(m, 2).setType((byte) 120);
              tensor(m, 3).setType(TensorType.STRING);
            });
    assertThat(read.tensor(KERNEL).element()).isEqualTo(ElementType.UNKNOWN);
    assertThat(read.tensor(KERNEL).data().map(Tensor::type).map(Object::toString))
        .contains("u8[432]");
    assertThat(read.tensor(3).element()).isEqualTo(ElementType.STRING);
    assertThat(LitePrinter.print(read)).contains("unknown[4,3,3,3]#");
  }

  @Test
  void quantizedTensorsAreMarked() {
    LiteModel read =
        edited(
            m -> {
              QuantizationParametersT scale = new QuantizationParametersT();
              scale.setScale(new float[] {0.5f});
              scale.setZeroPoint(new long[] {3});
              tensor(m, CONV_RESULT).setQuantization(scale);
              tensor(m, 0).setQuantization(new QuantizationParametersT());
            });
    assertThat(read.tensor(CONV_RESULT).quantized()).isTrue();
    assertThat(read.tensor(0).quantized()).isFalse();
  }

  @Test
  void furtherGraphsAreVerifiedAndCounted() {
    assertThat(edited(m -> twoGraphs(m)).otherSubgraphs()).isOne();
    assertThatThrownBy(
            () ->
                edited(
                    m -> {
                      twoGraphs(m);
                      m.getSubgraphs()[1] = new SubGraphT();
                      m.getSubgraphs()[1].setTensors(new TensorT[0]);
                      m.getSubgraphs()[1].setOperators(new OperatorT[0]);
                      m.getSubgraphs()[1].setInputs(new int[] {0});
                      m.getSubgraphs()[1].setOutputs(new int[0]);
                    }))
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining("graph input is tensor 0 of 0");
  }

  private static void twoGraphs(ModelT model) {
    SubGraphT only = graph(model);
    model.setSubgraphs(new SubGraphT[] {only, only});
  }

  @Test
  void namesThatAreNoText() {
    byte[] bytes = Bytes.array(Sample.network());
    int length = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\6\0\0\0kernel");
    bytes[length + 4] = (byte) 0xff;
    LiteModel read = TfliteReader.open(ByteBuffer.wrap(bytes)).model();
    assertThat(read.tensor(KERNEL).name()).isEqualTo("\ufffdernel");
  }
}
