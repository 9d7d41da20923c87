package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A valid model with many operators on small images, most of them on the same input. */
final class SampleZoo {
  private static final Options NONE = new Options.None();

  private final Sample sample = new Sample();
  private final int x = sample.input("x", 1, 4, 4, 4);
  private final List<Integer> images = new ArrayList<>();

  private SampleZoo() {}

  static LiteModel model() {
    return new SampleZoo().build();
  }

  private LiteModel build() {
    pointwise();
    windows();
    movement();
    int all = sample.value("all", 1, 4, 4, 4 * images.size());
    sample.op(Builtin.CONCATENATION, new Options.Concatenation(3, Activation.NONE), images, all);
    sample.output("all", all);
    reductions(all);
    return OperatorVersions.assign(sample.model());
  }

  private int image(String name) {
    int image = sample.value(name, 1, 4, 4, 4);
    images.add(image);
    return image;
  }

  private void one(Builtin kind, Options options, Integer... others) {
    List<Integer> inputs = new ArrayList<>(List.of(x));
    Collections.addAll(inputs, others);
    sample.op(kind, options, inputs, image(kind.name()));
  }

  private void pointwise() {
    int channels = sample.weight("channels", 1, 1, 1, 4);
    one(Builtin.ADD, Samples.add(), channels);
    one(Builtin.SUB, new Options.Sub(Activation.RELU), channels);
    one(Builtin.MUL, new Options.Mul(Activation.RELU6), channels);
    one(Builtin.DIV, new Options.Div(Activation.NONE), channels);
    one(Builtin.MAXIMUM, NONE, channels);
    one(Builtin.SQUARED_DIFFERENCE, NONE, x);
    one(Builtin.PRELU, NONE, sample.weight("slope", 1, 1, 4));
    one(Builtin.LEAKY_RELU, new Options.LeakyRelu(0.1f));
    one(Builtin.GELU, new Options.Gelu(true));
    one(Builtin.HARD_SWISH, NONE);
    one(Builtin.LOGISTIC, NONE);
    one(Builtin.SOFTMAX, new Options.Softmax(1));
    int whole = sample.tensor(LiteTensor.value("whole", ElementType.I32, List.of(1, 4, 4, 4)));
    sample.op(Builtin.CAST, new Options.Cast(ElementType.F32, ElementType.I32), List.of(x), whole);
    sample.op(
        Builtin.CAST,
        new Options.Cast(ElementType.I32, ElementType.F32),
        List.of(whole),
        image("rounded"));
  }

  private void windows() {
    Activation none = Activation.NONE;
    int same = sample.weight("kernel", 4, 3, 3, 4);
    one(Builtin.CONV_2D, new Options.Conv2D(Padding.SAME, 1, 1, 2, 2, none), same, bias());
    one(Builtin.CONV_2D, Samples.conv(1), sample.weight("grouped", 4, 3, 3, 2), bias());
    one(Builtin.DEPTHWISE_CONV_2D, Samples.depthwise(), sample.weight("deep", 1, 3, 3, 4), bias());
    one(Builtin.MAX_POOL_2D, new Options.Pool2D(Padding.SAME, 1, 1, 2, 3, none));
    one(Builtin.AVERAGE_POOL_2D, new Options.Pool2D(Padding.SAME, 1, 1, 3, 2, none));
    int small = sample.value("small", 1, 2, 2, 4);
    sample.op(Builtin.CONV_2D, Samples.conv(2), List.of(x, same, bias()), small);
    sample.op(
        Builtin.TRANSPOSE_CONV,
        new Options.TransposeConv(Padding.SAME, 2, 2, none),
        List.of(sample.integers("up size", 1, 4, 4, 4), same, small, bias()),
        image("up"));
    int size = sample.integers("size", 4, 4);
    sample.op(
        Builtin.RESIZE_BILINEAR,
        new Options.ResizeBilinear(false, true),
        List.of(small, size),
        image("smooth"));
    sample.op(
        Builtin.RESIZE_NEAREST_NEIGHBOR,
        new Options.ResizeNearestNeighbor(true, false),
        List.of(small, size),
        image("coarse"));
  }

  private int bias() {
    return sample.weight("bias", 4);
  }

  private void movement() {
    one(Builtin.TRANSPOSE, NONE, sample.integers("order", 0, 2, 1, 3));
    int padded = sample.value("padded", 1, 6, 6, 4);
    int pads = table("pads", 0, 0, 1, 1, 1, 1, 0, 0);
    sample.op(Builtin.PAD, NONE, List.of(x, pads), padded);
    int begin = sample.integers("begin", 0, 1, 1, 0);
    int sizes = sample.integers("sizes", 1, 4, 4, 4);
    sample.op(Builtin.SLICE, NONE, List.of(padded, begin, sizes), image("middle"));
    sample.op(
        Builtin.STRIDED_SLICE,
        new Options.StridedSlice(0, 0, 0, 0, 0, false),
        List.of(
            padded, begin, sample.integers("end", 1, 5, 5, 4), sample.integers("by", 1, 1, 1, 1)),
        image("strided"));
    one(Builtin.GATHER, new Options.Gather(3, 0), sample.integers("picked", 3, 0, 1, 1));
    int left = sample.value("left", 1, 4, 4, 2);
    int right = sample.value("right", 1, 4, 4, 2);
    int axis = sample.constant("axis", Tensor.of(ElementType.I32, new long[0], 3));
    sample.op(Builtin.SPLIT, new Options.Split(2), List.of(axis, x), left, right);
    sample.op(
        Builtin.CONCATENATION,
        new Options.Concatenation(-1, Activation.NONE),
        List.of(right, left),
        image("swapped"));
    int deep = sample.value("deep blocks", 1, 2, 2, 16);
    sample.op(Builtin.SPACE_TO_DEPTH, new Options.SpaceToDepth(2), List.of(x), deep);
    sample.op(Builtin.DEPTH_TO_SPACE, new Options.DepthToSpace(2), List.of(deep), image("blocks"));
    int flat = sample.value("flat", 1, 16, 4);
    int flatShape = sample.integers("flat shape", 1, 16, 4);
    sample.op(Builtin.RESHAPE, new Options.Reshape(List.of(1, 16, 4)), List.of(x, flatShape), flat);
    int product = sample.value("product", 1, 16, 4);
    int matrix = sample.weight("matrix", 1, 4, 4);
    sample.op(
        Builtin.BATCH_MATMUL, new Options.BatchMatMul(false, true), List.of(flat, matrix), product);
    int square = sample.integers("square", 1, 4, 4, 4);
    sample.op(
        Builtin.RESHAPE, new Options.Reshape(List.of()), List.of(product, square), image("shaped"));
  }

  private int table(String name, double... values) {
    long rows = values.length / 2;
    return sample.constant(name, Tensor.of(ElementType.I32, new long[] {rows, 2}, values));
  }

  private void reductions(int all) {
    int axes = sample.integers("axes", 1, 2);
    int mean = sample.value("mean", 1, 4 * images.size());
    sample.op(Builtin.MEAN, new Options.Reducer(false), List.of(all, axes), mean);
    int scores = sample.value("scores", 1, 5);
    int weights = sample.weight("dense", 5, 4L * images.size());
    sample.op(
        Builtin.FULLY_CONNECTED,
        Samples.dense(),
        List.of(mean, weights, sample.weight("dense bias", 5)),
        scores);
    int last = sample.constant("last", Tensor.of(ElementType.I32, new long[0], 1));
    int best = sample.tensor(LiteTensor.value("best", ElementType.I32, List.of(1)));
    sample.op(Builtin.ARG_MAX, new Options.ArgMax(ElementType.I32), List.of(scores, last), best);
    sample.output("scores", scores).output("best", best);
  }
}
