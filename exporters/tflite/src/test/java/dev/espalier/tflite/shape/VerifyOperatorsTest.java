package dev.espalier.tflite.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators that fit together pass; one wrong number is found and named. */
final class VerifyOperatorsTest {
  private static final Options NONE = new Options.None();

  private final List<LiteTensor> tensors = new ArrayList<>();

  private int value(Integer... shape) {
    tensors.add(LiteTensor.value("t" + tensors.size(), ElementType.F32, List.of(shape)));
    return tensors.size() - 1;
  }

  private int ints(long... values) {
    Tensor data = Tensor.longs(new long[] {values.length}, values);
    tensors.add(LiteTensor.constant("c" + tensors.size(), data));
    return tensors.size() - 1;
  }

  private void verify(Builtin kind, Options options, int output, Integer... inputs) {
    LiteOp op = new LiteOp(kind, "", 1, List.of(inputs), List.of(output), options, "");
    VerifyOperators.in(
        new LiteModel("", tensors, List.of(op), List.of(), List.of(), "", Map.of(), 0));
  }

  private void convolve(int stride, int dilation, int channels, int groups, int rows) {
    tensors.clear();
    int image = value(1, 9, 9, channels);
    int filter = value(4, 3, 3, 6 / groups);
    int bias = value(4);
    int result = value(1, rows, rows, 4);
    Options options =
        new Options.Conv2D(Padding.VALID, stride, stride, dilation, dilation, Activation.NONE);
    verify(Builtin.CONV_2D, options, result, image, filter, bias);
  }

  @Test
  void windowsFit() {
    assertThatCode(() -> convolve(2, 1, 6, 1, 4)).doesNotThrowAnyException();
    assertThatCode(() -> convolve(1, 2, 6, 2, 5)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 6, 1, 4",
    "-1, 1, 6, 1, 4",
    "2, 0, 6, 1, 4",
    "2, 1, 7, 1, 4",
    "2, 1, 0, 1, 4",
    "2, 1, 6, 1, 5",
    "1, 9, 6, 1, 1",
    "1, 2, 9, 2, 5"
  })
  void windowsThatDoNotFitAreRefused(int stride, int dilation, int channels, int groups, int rows) {
    assertThatThrownBy(() -> convolve(stride, dilation, channels, groups, rows))
        .isInstanceOf(TfliteException.class)
        .hasMessageStartingWith("operator 0 (CONV_2D): ");
  }

  private void slice(long begin, long size, int rows) {
    tensors.clear();
    int x = value(8, 2);
    verify(Builtin.SLICE, NONE, value(rows, 2), x, ints(begin, 0), ints(size, 2));
  }

  @Test
  void partsLieWithin() {
    assertThatCode(() -> slice(2, 6, 6)).doesNotThrowAnyException();
    assertThatCode(() -> slice(2, -1, 6)).doesNotThrowAnyException();
    assertThatThrownBy(() -> slice(2, 7, 7)).hasMessageContaining("7 of 6");
    assertThatThrownBy(() -> slice(-1, 2, 2)).hasMessageContaining("begins at -1");
    assertThatThrownBy(() -> slice(2, 5, 6)).hasMessageContaining("[6, 2] instead of [5, 2]");
  }

  private void strided(long begin, long end, long step, int rows) {
    tensors.clear();
    Options options = new Options.StridedSlice(0, 0, 0, 0, 0, false);
    int x = value(8);
    int y = value(rows);
    verify(Builtin.STRIDED_SLICE, options, y, x, ints(begin), ints(end), ints(step));
  }

  /** The counts are those of Python's {@code len(range(8)[begin:end:step])}. */
  @ParameterizedTest
  @CsvSource({
    "0, 8, 1, 8",
    "1, 7, 2, 3",
    "-3, -1, 1, 2",
    "0, 99, 3, 3",
    "7, -99, -1, 8",
    "6, 1, -2, 3",
    "5, 2, 1, 0"
  })
  void stepsAreCounted(long begin, long end, long step, int rows) {
    assertThatCode(() -> strided(begin, end, step, rows)).doesNotThrowAnyException();
    assertThatThrownBy(() -> strided(begin, end, step, rows + 1))
        .isInstanceOf(TfliteException.class);
    assertThatThrownBy(() -> strided(begin, end, 0, rows)).hasMessageContaining("step of 0");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ADD", "SUB", "MUL", "DIV", "MAXIMUM", "MINIMUM", "POW", "SQUARED_DIFFERENCE"})
  void operandsAreStretched(Builtin kind) {
    verify(kind, NONE, value(2, 3, 4), value(2, 1, 4), value(3, 1));
    assertThatThrownBy(() -> verify(kind, NONE, value(2, 4), value(2, 4), value(2, 3)))
        .hasMessageContaining("cannot be stretched");
    assertThatThrownBy(() -> verify(kind, NONE, value(2, 4), value(2, 4), ints(1, 2, 3, 4)))
        .hasMessageContaining("i64[4] beside f32[2,4]");
  }

  @Test
  void axesAndIndicesExist() {
    Options mean = new Options.Reducer(true);
    verify(Builtin.MEAN, mean, value(1, 1, 1, 3), value(1, 5, 5, 3), ints(1, -2));
    assertThatThrownBy(() -> verify(Builtin.MEAN, mean, value(1, 3), value(2, 3), ints(2)))
        .hasMessageContaining("axis 2 of 2");
    Options gather = new Options.Gather(1, 0);
    verify(Builtin.GATHER, gather, value(2, 2), value(2, 3), ints(2, 0));
    assertThatThrownBy(() -> verify(Builtin.GATHER, gather, value(2, 2), value(2, 3), ints(3, 0)))
        .hasMessageContaining("index 3");
    assertThatThrownBy(() -> verify(Builtin.TRANSPOSE, NONE, value(2, 2), value(2, 3), ints(0, 0)))
        .hasMessageContaining("axis 0 twice");
  }

  @Test
  void operatorsWithoutARuleAreTold() {
    LiteOp op = new LiteOp(Builtin.LSTM, "", 1, List.of(value(1)), List.of(value(1)), NONE, "");
    LiteModel model =
        new LiteModel("", tensors, List.of(op), List.of(), List.of(), "", Map.of(), 0);
    assertThatCode(() -> VerifyOperators.in(model)).doesNotThrowAnyException();
    assertThat(VerifyOperators.unknown(model)).contains(op);
  }

  /** What the exporter makes of a network with many operators passes. */
  @Test
  void exportedNetworksPass() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,9,9]) {
              %a = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {strides=[2,2], pads=[1,1,1,1]}
              %b = hard_swish(%a)
              %c = conv(%b, f32[8,1,3,3]#rand(3)) {pads=[1,1,1,1], groups=8}
              %d = add(%c, %a)
              %e = max_pool(%d) {kernel=[2,2], strides=[1,1]}
              %f = transpose(%e) {permutation=[0,2,3,1]}
              %g = reshape(%f) {shape=[1,16,8]}
              %h = mat_mul(%g, f32[8,6]#rand(4))
              %y = softmax(%h) {axis=2}
              return %y
            }
            """);
    TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(Target.ANY);
    LiteModel model = TfliteExporter.export(graph, options).model();
    assertThatCode(() -> VerifyOperators.in(model)).doesNotThrowAnyException();
    assertThat(VerifyOperators.unknown(model)).isEmpty();
  }

  @Test
  void moreAxesThanTheKernelTakes() {
    int x = value(2, 3, 2, 2, 2);
    tensors.add(LiteTensor.value("y", ElementType.BOOL, List.of(2, 3, 2, 2, 2)));
    verify(Builtin.GREATER, NONE, 1, x, x);

    int stretched = value(1, 3, 1, 1, 1);
    assertThatThrownBy(() -> verify(Builtin.GREATER, NONE, 1, x, stretched))
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining("of more axes than 4");
  }

  @Test
  void aShapeWithoutElementsNeedsNoData() {
    int x = value(1, 1);
    int number = value();
    tensors.add(LiteTensor.value("shape", ElementType.I32, List.of(0)));

    assertThatCode(() -> verify(Builtin.RESHAPE, new Options.Reshape(List.of()), number, x, 2))
        .doesNotThrowAnyException();
  }

  @Test
  void axesThatOthersAddAndRemove() {
    int x = value(1, 4, 1, 3);
    int one = ints(1);
    verify(Builtin.SQUEEZE, new Options.Squeeze(List.of()), value(4, 3), x);
    verify(Builtin.SQUEEZE, new Options.Squeeze(List.of(-2)), value(1, 4, 3), x);
    verify(Builtin.EXPAND_DIMS, NONE, value(1, 1, 4, 1, 3), x, one);
    verify(Builtin.BROADCAST_TO, NONE, value(2, 4, 5, 3), x, ints(2, 4, 5, 3));
    verify(Builtin.PACK, new Options.Pack(2, -1), value(1, 4, 1, 3, 2), x, x);
    verify(Builtin.REVERSE_V2, NONE, value(1, 4, 1, 3), x, one);
    refused(Builtin.SQUEEZE, new Options.Squeeze(List.of(1)), value(1, 1, 3), x);
    refused(Builtin.EXPAND_DIMS, NONE, value(1, 1, 4, 1, 3), x, ints(6));
    refused(Builtin.BROADCAST_TO, NONE, value(2, 4, 5, 2), x, ints(2, 4, 5, 2));
    refused(Builtin.PACK, new Options.Pack(3, 0), value(2, 1, 4, 1, 3), x, x);
    refused(Builtin.UNPACK, new Options.Unpack(3, 1), value(1, 1, 3), x);
    refused(Builtin.REVERSE_V2, NONE, value(1, 4, 1, 3), x, ints(1, -3));
  }

  private void refused(Builtin kind, Options options, int output, Integer... inputs) {
    assertThatThrownBy(() -> verify(kind, options, output, inputs))
        .isInstanceOf(TfliteException.class);
  }
}
