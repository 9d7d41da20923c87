package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and runtimes as the table of exporting.md 4.1 has them. */
class OperatorVersionsTest {
  private static final Options NONE = new Options.None();

  private static LiteTensor t(ElementType element, Integer... shape) {
    return LiteTensor.value("t", element, List.of(shape));
  }

  private static LiteTensor f32(Integer... shape) {
    return t(ElementType.F32, shape);
  }

  private static LiteTensor axes(int axes, ElementType element) {
    return LiteTensor.value("t", element, Collections.nCopies(axes, 2));
  }

  /** The version of an operator on some tensors, with a result like the first. */
  private static int version(Builtin kind, Options options, LiteTensor... inputs) {
    Sample sample = new Sample();
    List<Integer> in = Arrays.stream(inputs).map(sample::tensor).toList();
    sample.op(kind, options, in, sample.tensor(inputs[0]));
    return OperatorVersions.assign(sample.model()).ops().get(0).version();
  }

  static Stream<Arguments> table() {
    LiteTensor image = f32(1, 8, 8, 4);
    LiteTensor filter = f32(6, 3, 3, 4);
    LiteTensor half = f32(6, 3, 3, 2);
    LiteTensor bias = f32(6);
    LiteTensor five = axes(5, ElementType.F32);
    LiteTensor other = f32(1, 2, 2, 2, 2);
    Options conv = Samples.conv(1);
    Options slice = new Options.StridedSlice(0, 0, 0, 0, 0, false);
    LiteTensor size = t(ElementType.I32, 2);
    return Stream.of(
        Arguments.of(1, "1.5.0", Builtin.CONV_2D, conv, List.of(image, filter, bias)),
        Arguments.of(6, "2.9.0", Builtin.CONV_2D, conv, List.of(image, half, bias)),
        Arguments.of(
            1, "1.5.0", Builtin.DEPTHWISE_CONV_2D, Samples.depthwise(), List.of(image, filter)),
        Arguments.of(
            2,
            "1.12.0",
            Builtin.DEPTHWISE_CONV_2D,
            new Options.DepthwiseConv2D(Padding.SAME, 1, 1, 2, 1, 1, Activation.NONE),
            List.of(image, filter)),
        Arguments.of(
            1, "1.5.0", Builtin.FULLY_CONNECTED, Samples.dense(), List.of(image, filter, bias)),
        Arguments.of(
            5,
            "2.0.0",
            Builtin.FULLY_CONNECTED,
            new Options.FullyConnected(Activation.NONE, true),
            List.of(image, filter, bias)),
        Arguments.of(
            6,
            "2.1.0",
            Builtin.FULLY_CONNECTED,
            new Options.FullyConnected(Activation.NONE, true),
            List.of(image, filter)),
        Arguments.of(
            1, "1.9.0", Builtin.TRANSPOSE_CONV, up(Activation.NONE), List.of(size, filter, image)),
        Arguments.of(
            3,
            "2.3.0",
            Builtin.TRANSPOSE_CONV,
            up(Activation.NONE),
            List.of(size, filter, image, bias)),
        Arguments.of(
            4, "2.13.0", Builtin.TRANSPOSE_CONV, up(Activation.RELU), List.of(size, filter, image)),
        Arguments.of(1, "1.5.0", Builtin.ADD, Samples.add(), List.of(five, other)),
        Arguments.of(4, "2.6.0", Builtin.ADD, Samples.add(), List.of(t(ElementType.I64, 2), image)),
        Arguments.of(5, "2.6.0", Builtin.MUL, mul(), List.of(t(ElementType.I64, 2), image)),
        Arguments.of(8, "2.23.0", Builtin.MUL, mul(), List.of(t(ElementType.F16, 2), image)),
        Arguments.of(
            3, "2.3.0", Builtin.SUB, new Options.Sub(Activation.NONE), List.of(five, other)),
        Arguments.of(
            1, "1.6.0", Builtin.SUB, new Options.Sub(Activation.NONE), List.of(five, five)),
        Arguments.of(
            2, "2.3.0", Builtin.DIV, new Options.Div(Activation.NONE), List.of(five, other)),
        Arguments.of(3, "2.3.0", Builtin.MAXIMUM, NONE, List.of(five, other)),
        Arguments.of(1, "1.14.0", Builtin.MINIMUM, NONE, List.of(image, bias)),
        Arguments.of(1, "2.10.0", Builtin.RELU_0_TO_1, NONE, List.of(image)),
        Arguments.of(1, "1.15.0", Builtin.HARD_SWISH, NONE, List.of(image)),
        Arguments.of(1, "2.9.0", Builtin.GELU, new Options.Gelu(true), List.of(image)),
        Arguments.of(1, "1.7.0", Builtin.RESIZE_BILINEAR, bilinear(false), List.of(image, size)),
        Arguments.of(3, "2.2.0", Builtin.RESIZE_BILINEAR, bilinear(true), List.of(image, size)),
        Arguments.of(
            1,
            "1.13.1",
            Builtin.RESIZE_NEAREST_NEIGHBOR,
            new Options.ResizeNearestNeighbor(false, false),
            List.of(image, size)),
        Arguments.of(
            3,
            "2.3.0",
            Builtin.RESIZE_NEAREST_NEIGHBOR,
            new Options.ResizeNearestNeighbor(true, false),
            List.of(image, size)),
        Arguments.of(1, "1.6.0", Builtin.TRANSPOSE, NONE, List.of(image, size)),
        Arguments.of(4, "2.3.0", Builtin.TRANSPOSE, NONE, List.of(five, size)),
        Arguments.of(6, "2.12.0", Builtin.TRANSPOSE, NONE, List.of(axes(6, ElementType.F32), size)),
        Arguments.of(8, "2.22.0", Builtin.TRANSPOSE, NONE, List.of(axes(7, ElementType.F32), size)),
        Arguments.of(1, "1.5.0", Builtin.PAD, NONE, List.of(image, size)),
        Arguments.of(4, "2.6.0", Builtin.PADV2, NONE, List.of(five, size)),
        Arguments.of(1, "1.14.0", Builtin.SLICE, NONE, List.of(image, size)),
        Arguments.of(5, "2.5.0", Builtin.SLICE, NONE, List.of(five, size)),
        Arguments.of(1, "1.6.0", Builtin.STRIDED_SLICE, slice, List.of(image, size)),
        Arguments.of(4, "2.2.0", Builtin.STRIDED_SLICE, slice, List.of(five, size)),
        Arguments.of(
            6,
            "2.6.0",
            Builtin.STRIDED_SLICE,
            new Options.StridedSlice(0, 0, 0, 2, 0, false),
            List.of(image, size)),
        Arguments.of(1, "1.5.0", Builtin.SPLIT, new Options.Split(2), List.of(size, image)),
        Arguments.of(3, "1.14.0", Builtin.SPLIT, new Options.Split(2), List.of(size, size)),
        Arguments.of(
            1, "2.3.0", Builtin.BATCH_MATMUL, new Options.BatchMatMul(false, false), List.of(five)),
        Arguments.of(1, "1.6.0", Builtin.GATHER, new Options.Gather(1, 0), List.of(image, size)),
        Arguments.of(5, "2.5.0", Builtin.GATHER, new Options.Gather(1, 1), List.of(image, size)),
        Arguments.of(2, "2.5.0", Builtin.BROADCAST_TO, NONE, List.of(image, size)),
        Arguments.of(
            1, "1.9.0", Builtin.ARG_MAX, new Options.ArgMax(ElementType.I32), List.of(image, size)),
        Arguments.of(
            1, "1.5.0", Builtin.CAST, cast(ElementType.I32), List.of(t(ElementType.I32, 2))),
        Arguments.of(
            5, "2.12.0", Builtin.CAST, cast(ElementType.F16), List.of(t(ElementType.F16, 2))),
        Arguments.of(3, "1.15.0", Builtin.DEQUANTIZE, NONE, List.of(t(ElementType.F16, 2))),
        Arguments.of(5, "2.12.0", Builtin.ABS, NONE, List.of(t(ElementType.I32, 2))),
        Arguments.of(1, "1.13.0", Builtin.ABS, NONE, List.of(image)));
  }

  private static Options up(Activation activation) {
    return new Options.TransposeConv(Padding.SAME, 2, 2, activation);
  }

  private static Options mul() {
    return new Options.Mul(Activation.NONE);
  }

  private static Options bilinear(boolean halfPixelCenters) {
    return new Options.ResizeBilinear(false, halfPixelCenters);
  }

  private static Options cast(ElementType from) {
    return new Options.Cast(from, ElementType.F32);
  }

  @ParameterizedTest
  @MethodSource("table")
  void smallestVersion(
      int version, String runtime, Builtin kind, Options options, List<LiteTensor> inputs) {
    assertThat(version(kind, options, inputs.toArray(LiteTensor[]::new))).isEqualTo(version);
    assertThat(OperatorVersions.runtime(kind, version)).hasToString("Optional[" + runtime + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F32", "F16", "I8", "U8", "I32", "I64", "BOOL"})
  void everyVersionThatIsGivenHasARuntime(String element) {
    Map<Builtin, Options> options = Samples.all();
    Set<String> unknown = new TreeSet<>();
    for (Builtin kind : EnumSet.allOf(Builtin.class)) {
      LiteTensor x = axes(4, ElementType.valueOf(element));
      if (Schema.entries(Schema.optionsName(Schema.options(kind))).isEmpty()
          || options.containsKey(kind)) {
        int version = version(kind, options.getOrDefault(kind, NONE), x, x, x);
        if (OperatorInputs.needed(kind) > 0 && OperatorVersions.runtime(kind, version).isEmpty()) {
          unknown.add(kind + " " + version);
        }
      }
    }
    assertThat(unknown).isSubsetOf("PAD 5", "PADV2 5", "SUB 6");
  }

  @ParameterizedTest
  @CsvSource({
    "2.9.0,  2.10.0, -1",
    "2.9,    2.9.0,   0",
    "1.14.0, 1.5.0,   1",
    "2,      1.99.99, 1",
    "2.14.4, 2.14.0,  1",
    "10.0,   9.9,     1"
  })
  void runtimesAreComparedNumberByNumber(String a, String b, int order) {
    assertThat(RuntimeVersion.parse(a).compareTo(RuntimeVersion.parse(b))).isEqualTo(order);
    assertThat(RuntimeVersion.parse(b).compareTo(RuntimeVersion.parse(a))).isEqualTo(-order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2.", "v2.9", "2.9.0-rc1", "2..9", "99999999999"})
  void whatIsNoVersion(String text) {
    assertThatThrownBy(() -> RuntimeVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("like 2.9.0");
  }

  @Test
  void aRuntimeMustKnowAllOperators() {
    LiteModel model = OperatorVersions.assign(Sample.network());
    assertThat(OperatorVersions.minRuntime(model)).hasToString("Optional[2.2.0]");
    OperatorVersions.requireRuntime(model, RuntimeVersion.parse("2.2"));
    OperatorVersions.requireRuntime(model, RuntimeVersion.parse("2.16.1"));
    assertThatThrownBy(() -> OperatorVersions.requireRuntime(model, RuntimeVersion.parse("2.1.0")))
        .isInstanceOfSatisfying(
            NotOnTargetException.class,
            e -> assertThat(e.code()).isEqualTo(NotOnTargetException.Code.OP_VERSION_ABOVE_RUNTIME))
        .hasMessage(
            "RESIZE_BILINEAR version 3 (node big) needs runtime 2.2.0, but --target-runtime is"
                + " 2.1.0");
  }

  @Test
  void customOperatorsDoNotCount() {
    Sample sample = new Sample();
    int x = sample.input("x", 1);
    int y = sample.value("y", 1);
    LiteOp op = new LiteOp(Builtin.CUSTOM, "Own", 1, List.of(x), List.of(y), NONE, "");
    assertThat(OperatorVersions.minRuntime(sample.op(op).output("y", y).model())).isEmpty();
  }
}
