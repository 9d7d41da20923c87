package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the exporter refuses: with a code, and a message that names the node and what is wrong. */
class RefusalsTest {
  private static final TfliteOptions ANY = TfliteOptions.DEFAULTS.withTarget(Target.ANY);
  private static final TfliteOptions GPU = TfliteOptions.DEFAULTS;

  private static final String IMAGE = "%x: f32[1,4,8,8]";

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(Code.OP_NOT_ON_TARGET, IMAGE, "erf(%x)", "(erf): TFLite has no error function"),
        refused(
            Code.OP_NOT_ON_TARGET,
            IMAGE + ", %s: f32[4]",
            "channel_mask(%x, %s)",
            "(channel_mask): no mask or choice whose decision is computed can be lowered"),
        refused(
            Code.OPAQUE_OP,
            IMAGE,
            "opaque(%x) {domain=\"com.acme\", kind=\"Magic\", payload=\"\", results=[f32[1]]}",
            "(opaque): com.acme::Magic is passed through unchanged"),
        refused(
            Code.OPAQUE_OP,
            IMAGE + ", %c: bool[]",
            "opaque(%c, %x) {domain=\"\", kind=\"If\", payload=\"\", results=[f32[1]]}",
            "(opaque): If is passed through unchanged"),
        refused(
            Code.OPAQUE_OP,
            IMAGE + ", %n: i64[]",
            "opaque(%n, _, %x) {domain=\"\", kind=\"Loop\", payload=\"\", results=[f32[1]]}",
            "(opaque): Loop is passed through unchanged"),
        refused(
            Code.UNSUPPORTED_ATTRIBUTE_VALUE,
            IMAGE,
            "max_pool(%x) {kernel=[2,2], dilations=[2,1]}",
            "(max_pool): pools of TFLite have no dilations [2, 1]"),
        refused(
            Code.UNSUPPORTED_ATTRIBUTE_VALUE,
            IMAGE,
            "conv(%x, f32[4,4,1,1]#rand(1)) {pads=[-1,0,0,0]}",
            "(conv): negative pads [-1, 0, 0, 0]"),
        refused(
            Code.REQUIRES_CONSTANT_INPUT,
            IMAGE + ", %w: f32[4,2,1,1]",
            "conv(%x, %w) {groups=2}",
            "(conv): weights of a grouped convolution"),
        refused(
            Code.REQUIRES_CONSTANT_INPUT,
            IMAGE + ", %w: f32[4,2,1,1]",
            "conv_transpose(%x, %w)",
            "(conv_transpose): weights of a transposed convolution"),
        refused(
            Code.INT64_OUT_OF_RANGE,
            "%x: i64[2]",
            "add(%x, %c=i64[1]#[2147483648])",
            "%c holds 2147483648, which does not fit into the 32 bits"),
        refused(
            Code.RESIZE_MODE_NOT_EXPRESSIBLE,
            IMAGE,
            "resize(%x) {axes=[2,3], sizes=[16,16], mode=cubic}",
            "(resize): TFLite cannot resize f32[1,4,8,8] to f32[1,4,16,16] (mode cubic"),
        refused(
            Code.RANK_NOT_SUPPORTED,
            "%x: f32[1,4,8,8,8]",
            "conv(%x, f32[4,4,1,1,1]#rand(1)) "
                + "{strides=[1,1,1], dilations=[1,1,1], pads=[0,0,0,0,0,0]}",
            "(conv): f32[1,4,8,8,8] has rank 5, not 4"),
        refused(
            Code.RANK_NOT_SUPPORTED,
            "%x: f32[1,4,8,8,8]",
            "max_pool(%x) {kernel=[2,2,2], strides=[1,1,1], dilations=[1,1,1], pads=[0,0,0,0,0,0]}",
            "(max_pool): f32[1,4,8,8,8] is no image"),
        refused(Code.TYPE_NOT_SUPPORTED, "%x: f64[2]", "relu(%x)", "%x is f64"),
        refused(
            Code.TYPE_NOT_SUPPORTED,
            "%x: i32[2]",
            "relu(%x)",
            "(relu): RELU of TFLite does not compute with i32[2]"),
        refused(
            Code.TYPE_NOT_SUPPORTED,
            "%x: i32[2,2], %b: i32[2,2]",
            "mat_mul(%x, %b)",
            "(mat_mul): i32[2,2] is not of 32-bit floats"),
        refused(
            Code.DYNAMIC_DIMENSION,
            "%x: f32[N,4]",
            "relu(%x)",
            "input x is f32[N,4], and TFLite needs all sizes"),
        refused(
            Code.OP_VERSION_ABOVE_RUNTIME,
            "%x: f32[2]",
            "gelu(%x) {tanh=false}",
            ANY.withTargetRuntime("2.8.0"),
            "GELU"),
        refused(Code.OP_NOT_ON_TARGET, IMAGE, "round(%x)", GPU, "gpu/unsupported-op"),
        refused(
            Code.RANK_NOT_SUPPORTED,
            "%x: f32[2,2,2,2,2]",
            "transpose(%x) {permutation=[4,3,2,1,0]}",
            GPU,
            "gpu/"));
  }

  private static Arguments refused(Code code, String inputs, String node, String message) {
    return refused(code, inputs, node, ANY, message);
  }

  private static Arguments refused(
      Code code, String inputs, String node, TfliteOptions options, String message) {
    return Arguments.of(code, inputs, node, options, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhereAndWhy(
      Code code, String inputs, String node, TfliteOptions options, String message) {
    String graph = "graph @g(" + inputs + ") {\n%y = " + node + " @\"block/node\"\nreturn %y\n}";
    NotOnTargetException refusal =
        catchThrowableOfType(
            NotOnTargetException.class,
            () -> TfliteExporter.export(IrParser.parse(graph), options));
    assertThat(refusal).as(graph).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(message);
    if (message.startsWith("(")) {
      assertThat(refusal.getMessage()).startsWith("block/node (");
    }
  }

  /** The size of a file, and what GPUs compute otherwise, are tested with the writer and rules. */
  @Test
  void everyCodeHasAnExample() {
    Set<Object> shown = refused().map(example -> example.get()[0]).collect(Collectors.toSet());
    assertThat(Arrays.stream(Code.values()).filter(code -> !shown.contains(code)))
        .containsExactly(Code.MODEL_TOO_LARGE, Code.GPU_WRONG_RESULT);
  }
}
