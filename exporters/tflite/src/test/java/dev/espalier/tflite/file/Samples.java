package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes of operators for tests, none of them at its default. */
final class Samples {
  private Samples() {}

  static Options.Conv2D conv(int stride) {
    return new Options.Conv2D(Padding.SAME, stride, stride, 1, 1, Activation.RELU6);
  }

  static Options.DepthwiseConv2D depthwise() {
    return new Options.DepthwiseConv2D(Padding.SAME, 1, 1, 1, 1, 1, Activation.NONE);
  }

  static Options.Add add() {
    return new Options.Add(Activation.NONE);
  }

  static Options.FullyConnected dense() {
    return new Options.FullyConnected(Activation.NONE, false);
  }

  /** For each operator with attributes of a kind of its own, one. */
  static Map<Builtin, Options> all() {
    Map<Builtin, Options> all = new LinkedHashMap<>();
    all.put(Builtin.RELU, new Options.None());
    all.put(Builtin.TRANSPOSE, new Options.None());
    all.put(Builtin.CONV_2D, new Options.Conv2D(Padding.VALID, 2, 3, 4, 5, Activation.RELU6));
    all.put(
        Builtin.DEPTHWISE_CONV_2D,
        new Options.DepthwiseConv2D(Padding.VALID, 2, 3, 4, 5, 6, Activation.TANH));
    all.put(
        Builtin.TRANSPOSE_CONV, new Options.TransposeConv(Padding.VALID, 2, 3, Activation.RELU));
    all.put(
        Builtin.AVERAGE_POOL_2D,
        new Options.Pool2D(Padding.VALID, 2, 3, 4, 5, Activation.RELU_N1_TO_1));
    all.put(Builtin.FULLY_CONNECTED, new Options.FullyConnected(Activation.SIGN_BIT, true));
    all.put(Builtin.BATCH_MATMUL, new Options.BatchMatMul(true, false));
    all.put(Builtin.ADD, new Options.Add(Activation.RELU));
    all.put(Builtin.SUB, new Options.Sub(Activation.RELU6));
    all.put(Builtin.MUL, new Options.Mul(Activation.TANH));
    all.put(Builtin.DIV, new Options.Div(Activation.RELU));
    all.put(Builtin.CONCATENATION, new Options.Concatenation(-1, Activation.RELU));
    all.put(Builtin.SOFTMAX, new Options.Softmax(0.5f));
    all.put(Builtin.LEAKY_RELU, new Options.LeakyRelu(0.1f));
    all.put(Builtin.GELU, new Options.Gelu(true));
    all.put(Builtin.RESIZE_BILINEAR, new Options.ResizeBilinear(true, false));
    all.put(Builtin.RESIZE_NEAREST_NEIGHBOR, new Options.ResizeNearestNeighbor(false, true));
    all.put(Builtin.RESHAPE, new Options.Reshape(List.of(1, -1, 4)));
    all.put(Builtin.SQUEEZE, new Options.Squeeze(List.of(1, 2)));
    all.put(Builtin.MEAN, new Options.Reducer(true));
    all.put(Builtin.GATHER, new Options.Gather(2, 1));
    all.put(Builtin.SPLIT, new Options.Split(3));
    all.put(Builtin.SPLIT_V, new Options.SplitV(4));
    all.put(Builtin.STRIDED_SLICE, new Options.StridedSlice(1, 2, 3, 4, 5, true));
    all.put(Builtin.SPACE_TO_DEPTH, new Options.SpaceToDepth(2));
    all.put(Builtin.DEPTH_TO_SPACE, new Options.DepthToSpace(3));
    all.put(Builtin.CAST, new Options.Cast(ElementType.I32, ElementType.F16));
    all.put(Builtin.ARG_MAX, new Options.ArgMax(ElementType.I32));
    all.put(Builtin.PACK, new Options.Pack(1, 2));
    all.put(Builtin.UNPACK, new Options.Unpack(1, 2));
    all.put(Builtin.MIRROR_PAD, new Options.MirrorPad(true));
    return all;
  }
}
