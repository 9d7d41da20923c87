package dev.espalier.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {
  private static final List<Integer> SHAPE = List.of(1, 4);

  @TempDir Path folder;

  @Test
  void anOperatorWithoutTranslationIsNamedWithItsNode() {
    NotOnTargetException e =
        refused(
            to ->
                to.output(
                    "y",
                    to.op(Builtin.LSTM, new Options.Other("LSTM"), SHAPE, to.input("x", 1, 4))));

    assertThat(e.code()).isEqualTo(Code.OP_NOT_ON_TARGET);
    assertThat(e).hasMessageContaining("LSTM").hasMessageContaining("node lstm0");
  }

  @Test
  void anActivationThatTensorFlowDoesNotHave() {
    Options options = new Options.Add(Activation.SIGN_BIT);
    NotOnTargetException e =
        refused(
            to -> {
              int x = to.input("x", 1, 4);
              to.output("y", to.op(Builtin.ADD, options, SHAPE, x, x));
            });

    assertThat(e.code()).isEqualTo(Code.UNSUPPORTED_ATTRIBUTE_VALUE);
    assertThat(e).hasMessageContaining("SIGN_BIT").hasMessageContaining("ADD at node add0");
  }

  @Test
  void slicesWithRelativeEnds() {
    Options options = new Options.StridedSlice(0, 0, 0, 0, 0, true);
    NotOnTargetException e =
        refused(
            to ->
                to.output(
                    "y",
                    to.op(
                        Builtin.STRIDED_SLICE,
                        options,
                        List.of(1, 2),
                        to.input("x", 1, 4),
                        to.ints(0, 1),
                        to.ints(1, 2),
                        to.ints(1, 1))));

    assertThat(e.code()).isEqualTo(Code.UNSUPPORTED_ATTRIBUTE_VALUE);
    assertThat(e).hasMessageContaining("node strided_slice0");
  }

  @Test
  void sizesThatAreNotFixed() {
    NotOnTargetException e =
        refused(to -> to.add(tensor("batch", List.of(-1, 4), ElementType.F32, false, false)));

    assertThat(e.code()).isEqualTo(Code.DYNAMIC_DIMENSION);
    assertThat(e).hasMessageContaining("batch is f32[?,4]");
  }

  @Test
  void quantizedNumbersAndVariables() {
    NotOnTargetException quantized =
        refused(to -> to.add(tensor("q", SHAPE, ElementType.I8, true, false)));
    NotOnTargetException variable =
        refused(to -> to.add(tensor("state", SHAPE, ElementType.F32, false, true)));

    assertThat(quantized.code()).isEqualTo(Code.TYPE_NOT_SUPPORTED);
    assertThat(quantized).hasMessageContaining("q is quantized");
    assertThat(variable).hasMessageContaining("state is a variable");
  }

  @Test
  void modelsBeyondTwoGigabytes() {
    int size = 1 << 29;
    NotOnTargetException e =
        refused(
            to -> {
              Tensor ones = Tensor.filled(ElementType.F32, new long[] {1, size}, 1);
              Options options = new Options.Mul(Activation.NONE);
              int x = to.input("x", 1, 1);
              to.output("y", to.op(Builtin.MUL, options, List.of(1, size), x, to.constant(ones)));
            });

    assertThat(e.code()).isEqualTo(Code.MODEL_TOO_LARGE);
    assertThat(e).hasMessageContaining("2147483647").hasMessageContaining("2147483");
    assertThat(folder).isEmptyDirectory();
  }

  private static LiteTensor tensor(
      String name, List<Integer> signature, ElementType element, boolean quantized, boolean kept) {
    return new LiteTensor(name, element, SHAPE, signature, Optional.empty(), quantized, kept);
  }

  private NotOnTargetException refused(Consumer<ModelBuilder> body) {
    ModelBuilder builder = new ModelBuilder();
    body.accept(builder);
    return catchThrowableOfType(
        NotOnTargetException.class, () -> SavedModelWriter.write(builder.build(), folder));
  }
}
