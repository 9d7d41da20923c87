package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.gpu.Use.IMAGE;
import static dev.espalier.tflite.gpu.Use.bad;
import static dev.espalier.tflite.gpu.Use.x;

import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** Operators with attributes that the delegate does not take. */
final class AttributeMisuses {
  private static final Padding SAME = Padding.SAME;

  private static final String NEAREST = "RESIZE_NEAREST_NEIGHBOR";

  private AttributeMisuses() {}

  static List<Use> attributes() {
    Options both = new Options.ResizeBilinear(true, true);
    Options nearest = new Options.ResizeNearestNeighbor(true, true);
    return List.of(
        bad("ADD", "SIGN_BIT", net -> net.same(Builtin.ADD, signBit(), x(net), x(net))),
        bad("CONV_2D", "stride 0", net -> conv(net, 0, 1)),
        bad("CONV_2D", "dilation 0", net -> conv(net, 1, 0)),
        bad("MAX_POOL_2D", "stride 0", net -> pool(net, 0, 2)),
        bad("AVERAGE_POOL_2D", "a window of 0", net -> pool(net, 1, 0)),
        bad("DEPTHWISE_CONV_2D", "multiplier 2 of 4 channels", AttributeMisuses::doubled),
        bad("SPACE_TO_DEPTH", "block 1", net -> of(net, "SPACE_TO_DEPTH", space(1))),
        bad("DEPTH_TO_SPACE", "block 1", net -> of(net, "DEPTH_TO_SPACE", depth(1))),
        bad("SOFTMAX", "beta 2", net -> of(net, "SOFTMAX", new Options.Softmax(2))),
        bad("RESIZE_BILINEAR", "both flags", net -> resize(net, "RESIZE_BILINEAR", both)),
        bad("RESIZE_NEAREST_NEIGHBOR", "both flags", net -> resize(net, NEAREST, nearest)),
        bad("STRIDED_SLICE", "a shrink mask", net -> slice(net, 0, 0, 1, 1)),
        bad("STRIDED_SLICE", "a new axis mask", net -> slice(net, 0, 1, 0, 1)),
        bad("STRIDED_SLICE", "an ellipsis mask", net -> slice(net, 1, 0, 0, 1)),
        bad("STRIDED_SLICE", "backwards", net -> slice(net, 0, 0, 0, -1)),
        bad("MIRROR_PAD", "SYMMETRIC", AttributeMisuses::symmetric),
        bad("LSTM", "four inputs", net -> net.same(Builtin.LSTM, x(net), x(net), x(net), x(net))),
        bad("CUSTOM:MaxPoolingWithArgmax2D", "one output", AttributeMisuses::withoutIndices));
  }

  private static int of(Net net, String op, Options options) {
    return net.same(Builtin.valueOf(op), options, x(net));
  }

  private static Options signBit() {
    return new Options.Add(Activation.SIGN_BIT);
  }

  private static Options space(int block) {
    return new Options.SpaceToDepth(block);
  }

  private static Options depth(int block) {
    return new Options.DepthToSpace(block);
  }

  private static int conv(Net net, int stride, int dilation) {
    Options options = new Options.Conv2D(SAME, stride, stride, dilation, dilation, Activation.NONE);
    return net.op(Builtin.CONV_2D, options, IMAGE, x(net), net.filled(1, 4, 1, 1, 4));
  }

  private static int pool(Net net, int stride, int window) {
    Options options = new Options.Pool2D(SAME, stride, stride, window, window, Activation.NONE);
    Builtin kind = window == 0 ? Builtin.AVERAGE_POOL_2D : Builtin.MAX_POOL_2D;
    return net.same(kind, options, x(net));
  }

  private static int doubled(Net net) {
    Options options = new Options.DepthwiseConv2D(SAME, 1, 1, 1, 1, 2, Activation.NONE);
    int[] shape = shape(1, 8, 8, 8);
    return net.op(Builtin.DEPTHWISE_CONV_2D, options, shape, x(net), net.filled(1, 1, 1, 1, 8));
  }

  private static int resize(Net net, String op, Options options) {
    return net.same(Builtin.valueOf(op), options, x(net), net.ints(8, 8));
  }

  private static int slice(Net net, int ellipsis, int newAxis, int shrink, int step) {
    Options options = new Options.StridedSlice(0, 0, ellipsis, newAxis, shrink, false);
    int begin = net.ints(0, 0, 0, 0);
    int end = net.ints(IMAGE);
    return net.same(Builtin.STRIDED_SLICE, options, x(net), begin, end, net.ints(1, step, 1, 1));
  }

  private static int symmetric(Net net) {
    return net.same(Builtin.MIRROR_PAD, new Options.MirrorPad(true), x(net), net.pads(0, 0, 0, 0));
  }

  private static int withoutIndices(Net net) {
    return net.custom("MaxPoolingWithArgmax2D", IMAGE, x(net));
  }
}
