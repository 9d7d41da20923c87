package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files on which TFLite's interpreter would crash, as fuzzing of the interpreter shows. */
class RuntimeTrapsTest {
  private final Sample sample = new Sample();
  private final int x = sample.input("x", 1, 4, 4, 4);

  private LiteModel read() {
    return TfliteReader.open(Bytes.of(sample.model())).model();
  }

  private void refused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining(message);
  }

  private void one(Builtin kind, Options options, List<Integer> inputs, Integer... shape) {
    int y = sample.value("y", shape);
    sample.op(kind, options, inputs, y).output("y", y);
  }

  @Test
  void aModelOfManyOperatorsIsAccepted() {
    LiteModel zoo = SampleZoo.model();
    TfliteFile file = TfliteReader.open(Bytes.of(zoo));
    assertThat(file.model().ops()).extracting(LiteOp::node).hasSameElementsAs(nodes(zoo));
    assertThat(file.remarks()).isEmpty();
  }

  private static List<String> nodes(LiteModel model) {
    return model.ops().stream().map(LiteOp::node).toList();
  }

  @Test
  void inputsThatAreNotThere() {
    one(Builtin.RESHAPE, new Options.Reshape(List.of(1, 64)), List.of(x, LiteOp.ABSENT), 1, 64);
    refused("operator 0 (RESHAPE) has no input 1");
  }

  @Test
  void aBiasMayBeAbsent() {
    List<Integer> inputs = List.of(x, sample.weight("w", 4, 3, 3, 4), LiteOp.ABSENT);
    one(Builtin.CONV_2D, Samples.conv(1), inputs, 1, 4, 4, 4);
    assertThat(read().ops().get(0).has(2)).isFalse();
  }

  @Test
  void windowsOverNothing() {
    int empty = sample.input("empty", 1, 4, 4, 0);
    List<Integer> inputs = List.of(empty, sample.weight("w", 4, 3, 3, 4));
    one(Builtin.CONV_2D, Samples.conv(1), inputs, 1, 4, 4, 4);
    refused("cannot take tensor 1 'empty': it has no elements");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 2, true",
    "0, 2, 3, false",
    "0, 2, 0, false",
    "2, -1, 2, true",
    "3, 2, 2, false",
    "-1, 2, 2, false",
    "0, -2, 2, false"
  })
  void slicesThatAreNotAsLargeAsTheySay(int begin, int size, int said, boolean valid) {
    int from = sample.integers("begin", 0, begin, 0, 0);
    int length = sample.integers("size", 1, size, 4, 4);
    one(Builtin.SLICE, new Options.None(), List.of(x, from, length), 1, said, 4, 4);
    if (valid) {
      assertThat(read().ops()).hasSize(1);
    } else {
      refused("operator 0 (SLICE): ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SAME,  2, 8, true",
    "SAME,  2, 7, true",
    "SAME,  2, 9, false",
    "SAME,  1048576, 4, false",
    "VALID, 2, 9, true",
    "VALID, 2, 8, false",
    "VALID, 2, 11, false"
  })
  void transposedConvolutionsOfOtherSizes(Padding padding, int stride, int size, boolean valid) {
    int shape = sample.integers("shape", 1, size, size, 2);
    List<Integer> inputs = List.of(shape, sample.weight("w", 2, 3, 3, 4), x);
    Options options = new Options.TransposeConv(padding, stride, stride, Activation.NONE);
    one(Builtin.TRANSPOSE_CONV, options, inputs, 1, size, size, 2);
    if (valid) {
      assertThat(read().ops()).hasSize(1);
    } else {
      refused("operator 0 (TRANSPOSE_CONV): f32[1,4,4,4] for " + size + "x" + size);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2, true", "2, 4, false", "33794, 1, true", "33794, 2, false"})
  void windowsThatGiveOtherSizes(int stride, int said, boolean valid) {
    one(Builtin.CONV_2D, Samples.conv(stride), List.of(x, kernel(4)), 1, said, said, 4);
    check(valid, "operator 0 (CONV_2D)");
  }

  @Test
  void channelsThatDoNotFit() {
    one(Builtin.CONV_2D, Samples.conv(1), List.of(x, kernel(3)), 1, 4, 4, 4);
    refused("operator 0 (CONV_2D)");
  }

  private int kernel(int channels) {
    return sample.weight("w", 4, 3, 3, channels);
  }

  private void check(boolean valid, String message) {
    if (valid) {
      assertThat(read().ops()).hasSize(1);
    } else {
      refused(message);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 4, true", "1, 4, true", "3, 4, false", "1, 1, false"})
  void operandsThatDoNotBroadcast(int channels, int said, boolean valid) {
    int other = sample.weight("w", 1, 1, 1, channels);
    one(Builtin.ADD, Samples.add(), List.of(x, other), 1, 4, 4, said);
    check(valid, "operator 0 (ADD): ");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 6, true", "0, 1, 5, true", "-1, 1, 4, false", "0, 1, 6, false"})
  void padsOfOtherSizes(int before, int after, int said, boolean valid) {
    double[] pads = {0, 0, before, after, 0, 0, 0, 0};
    int table = sample.constant("pads", Tensor.of(ElementType.I32, new long[] {4, 2}, pads));
    one(Builtin.PAD, new Options.None(), List.of(x, table), 1, said, 4, 4);
    check(valid, "operator 0 (PAD)");
  }

  @ParameterizedTest
  @CsvSource({"1, 2, true", "1, 1, false", "4, 2, false", "-1, 2, false"})
  void ordersThatAreNone(int first, int second, boolean valid) {
    int order = sample.integers("order", 0, first, second, 3);
    one(Builtin.TRANSPOSE, new Options.None(), List.of(x, order), 1, 4, 4, 4);
    check(valid, "operator 0 (TRANSPOSE)");
  }

  @ParameterizedTest
  @CsvSource({"7, 9, 7, 9, true", "7, 9, 9, 7, false", "0, 9, 0, 9, false"})
  void otherSizesThanAskedFor(int height, int width, int high, int wide, boolean valid) {
    int size = sample.integers("size", height, width);
    Options options = new Options.ResizeBilinear(false, false);
    one(Builtin.RESIZE_BILINEAR, options, List.of(x, size), 1, high, wide, 4);
    check(valid, "operator 0 (RESIZE_BILINEAR)");
  }

  @ParameterizedTest
  @CsvSource({"2, 8, 1, true", "2, 8, 4, false", "3, 12, 1, false"})
  void blocksThatAreNotThere(int block, int size, int channels, boolean valid) {
    Options options = new Options.DepthToSpace(block);
    one(Builtin.DEPTH_TO_SPACE, options, List.of(x), 1, size, size, channels);
    check(valid, "operator 0 (DEPTH_TO_SPACE)");
  }

  @Test
  void partsThatDoNotFitTogether() {
    int other = sample.input("other", 1, 4, 3, 4);
    Options join = new Options.Concatenation(3, Activation.NONE);
    one(Builtin.CONCATENATION, join, List.of(x, other), 1, 4, 4, 8);
    refused("operator 0 (CONCATENATION): f32[1,4,3,4] beside [1, 4, 4, 4]");
  }

  @Test
  void anAxisThatIsNotThere() {
    Options join = new Options.Concatenation(4, Activation.NONE);
    one(Builtin.CONCATENATION, join, List.of(x, x), 1, 4, 4, 8);
    refused("CONCATENATION");
  }

  @ParameterizedTest
  @CsvSource({"2, 2, true", "3, 2, false", "2, 3, false", "34, 2, false"})
  void otherNumbersOfParts(int number, int channels, boolean valid) {
    int left = sample.value("left", 1, 4, 4, channels);
    int right = sample.value("right", 1, 4, 4, channels);
    int axis = sample.constant("axis", Tensor.of(ElementType.I32, new long[0], -1));
    sample.op(Builtin.SPLIT, new Options.Split(number), List.of(axis, x), left, right);
    sample.output("left", left).output("right", right);
    if (valid) {
      assertThat(read().ops()).hasSize(1);
    } else {
      refused("operator 0 (SPLIT)");
    }
  }

  @Test
  void listsOfOtherLengthsThanSaid() {
    one(Builtin.PACK, new Options.Pack(3, 0), List.of(x, x), 2, 1, 4, 4, 4);
    refused("operator 0 (PACK)");
  }

  @Test
  void ranksThatTheFileDoesNotKnow() {
    int unknown = sample.value("unknown");
    int joined = sample.value("joined");
    sample.op(Builtin.CUSTOM, new Options.None(), List.of(x), unknown);
    Options join = new Options.Concatenation(3, Activation.NONE);
    sample.op(Builtin.CONCATENATION, join, List.of(unknown, x), joined);
    int begin = sample.integers("begin", 0, 0, 0, 0);
    one(Builtin.SLICE, new Options.None(), List.of(joined, begin, begin), 1, 2, 2, 4);
    assertThat(read().ops()).hasSize(3);
  }

  /** Only a run shows what sizes are that the graph computes. */
  @Test
  void sizesThatAreComputed() {
    int begin = sample.tensor(LiteTensor.value("begin", ElementType.I32, List.of(4)));
    Options cast = new Options.Cast(ElementType.F32, ElementType.I32);
    sample.op(Builtin.CAST, cast, List.of(sample.weight("w", 4)), begin);
    int size = sample.integers("size", 1, 2, 4, 4);
    one(Builtin.SLICE, new Options.None(), List.of(x, begin, size), 1, 2, 4, 4);
    assertThat(read().ops()).hasSize(2);
  }

  @Test
  void unusedOperatorsAreRemarked() {
    int y = sample.value("y", 1, 4, 4, 4);
    int dead = sample.value("dead", 1, 4, 4, 4);
    int end = sample.value("end", 1, 4, 4, 4);
    Options none = new Options.None();
    sample.op(Builtin.RELU, none, List.of(x), y).output("y", y);
    sample.op(Builtin.TANH, none, List.of(y), dead);
    sample.op(Builtin.TANH, none, List.of(dead), end);
    LiteModel model = sample.model();
    assertThat(model.unusedOps()).containsExactly(model.ops().get(2), model.ops().get(1));
    assertThat(TfliteReader.open(Bytes.of(model)).remarks())
        .singleElement()
        .extracting(Lint::rule)
        .isEqualTo("file/unused-operator");
  }
}
