package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.gpu.Samples.IMAGE;
import static java.util.Map.entry;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Uses of operators that move elements, each of which the delegate takes. */
final class MoveSamples {
  private MoveSamples() {}

  static Map<String, ToIntFunction<Net>> moves() {
    return Map.ofEntries(
        entry("CONCATENATION", MoveSamples::concatenation),
        entry("SPLIT", MoveSamples::split),
        entry("SPLIT_V", MoveSamples::splitV),
        entry("PACK", net -> moved(net, "PACK", new Options.Pack(1, 1), 1, 1, 8, 4)),
        entry("UNPACK", net -> moved(net, "UNPACK", new Options.Unpack(1, 0), 8, 8, 4)),
        entry("TILE", net -> moved(net, "TILE", new Options.None(), 1, 8, 16, 4)),
        entry("SLICE", MoveSamples::slice),
        entry("STRIDED_SLICE", MoveSamples::stridedSlice),
        entry("PAD", net -> net.pad(net.input(IMAGE), 1, 0, 0, 1)),
        entry("PADV2", net -> net.padv2(net.input(IMAGE), 3, 1, 0, 0, 1)),
        entry("MIRROR_PAD", MoveSamples::mirrorPad),
        entry("RESHAPE", net -> moved(net, "RESHAPE", new Options.None(), 1, 64, 4)),
        entry("TRANSPOSE", MoveSamples::transpose),
        entry("GATHER", MoveSamples::gather),
        entry("SPACE_TO_DEPTH", MoveSamples::spaceToDepth),
        entry("DEPTH_TO_SPACE", MoveSamples::depthToSpace));
  }

  private static int moved(Net net, String op, Options options, int... shape) {
    int x = net.input(op.equals("PACK") ? shape(1, 8, 4) : IMAGE);
    return op.equals("TILE")
        ? net.op(Builtin.TILE, options, shape, x, net.ints(1, 1, 2, 1))
        : net.op(Builtin.valueOf(op), options, shape, x);
  }

  private static int concatenation(Net net) {
    Options options = new Options.Concatenation(3, Activation.NONE);
    int x = net.input(IMAGE);
    return net.op(Builtin.CONCATENATION, options, shape(1, 8, 8, 8), x, net.input(IMAGE));
  }

  private static int split(Net net) {
    int axis = net.constant(Tensor.scalar(ElementType.I32, 3));
    return net.op(Builtin.SPLIT, new Options.Split(1), IMAGE, axis, net.input(IMAGE));
  }

  private static int splitV(Net net) {
    int x = net.input(IMAGE);
    int sizes = net.ints(4);
    int axis = net.constant(Tensor.scalar(ElementType.I32, 3));
    return net.op(Builtin.SPLIT_V, new Options.SplitV(1), IMAGE, x, sizes, axis);
  }

  private static int slice(Net net) {
    int x = net.input(IMAGE);
    int begin = net.ints(0, 1, 1, 0);
    return net.op(Builtin.SLICE, shape(1, 2, 2, 4), x, begin, net.ints(1, 2, 2, 4));
  }

  private static int stridedSlice(Net net) {
    int x = net.input(IMAGE);
    int begin = net.ints(0, 0, 0, 0);
    int end = net.ints(1, 8, 8, 4);
    Options options = new Options.StridedSlice(0, 0, 0, 0, 0, false);
    int steps = net.ints(1, 2, 2, 1);
    return net.op(Builtin.STRIDED_SLICE, options, shape(1, 4, 4, 4), x, begin, end, steps);
  }

  private static int mirrorPad(Net net) {
    int x = net.input(IMAGE);
    Options options = new Options.MirrorPad(false);
    return net.op(Builtin.MIRROR_PAD, options, shape(1, 10, 8, 4), x, net.pads(1, 1, 0, 0));
  }

  private static int transpose(Net net) {
    int x = net.input(IMAGE);
    return net.op(Builtin.TRANSPOSE, shape(1, 4, 8, 8), x, net.ints(0, 3, 1, 2));
  }

  private static int gather(Net net) {
    int x = net.input(IMAGE);
    return net.op(Builtin.GATHER, new Options.Gather(3, 0), shape(1, 8, 8, 2), x, net.ints(3, 1));
  }

  private static int spaceToDepth(Net net) {
    Options options = new Options.SpaceToDepth(2);
    return net.op(Builtin.SPACE_TO_DEPTH, options, shape(1, 4, 4, 16), net.input(IMAGE));
  }

  private static int depthToSpace(Net net) {
    Options options = new Options.DepthToSpace(2);
    return net.op(Builtin.DEPTH_TO_SPACE, options, shape(1, 16, 16, 1), net.input(IMAGE));
  }
}
