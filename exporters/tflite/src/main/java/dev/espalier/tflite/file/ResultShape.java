package dev.espalier.tflite.file;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What operators make of the shapes of their inputs; empty where that is not known here. */
final class ResultShape {
  /** A shape that no tensor has: the inputs do not fit the operator. */
  static final List<Integer> IMPOSSIBLE = List.of(-1);

  private final LiteOp op;
  private final List<LiteTensor> tensors;

  private ResultShape(LiteOp op, List<LiteTensor> tensors) {
    this.op = op;
    this.tensors = tensors;
  }

  /** The shape of the first result of an operator with inputs of static shape. */
  static Optional<List<Integer>> of(LiteOp op, List<LiteTensor> tensors) {
    return new ResultShape(op, tensors).shape();
  }

  private Optional<List<Integer>> shape() {
    return switch (op.kind()) {
      case ABS,
          CAST,
          CEIL,
          COS,
          DEQUANTIZE,
          ELU,
          EXP,
          FLOOR,
          GELU,
          HARD_SWISH,
          LEAKY_RELU,
          LOG,
          LOGICAL_NOT,
          LOGISTIC,
          LOG_SOFTMAX,
          NEG,
          PRELU,
          QUANTIZE,
          RELU,
          RELU6,
          RELU_0_TO_1,
          RELU_N1_TO_1,
          ROUND,
          RSQRT,
          SIGN,
          SIN,
          SOFTMAX,
          SQRT,
          SQUARE,
          TANH ->
          Optional.of(in(0).shape());
      case ADD,
          DIV,
          EQUAL,
          FLOOR_DIV,
          FLOOR_MOD,
          GREATER,
          GREATER_EQUAL,
          LESS,
          LESS_EQUAL,
          LOGICAL_AND,
          LOGICAL_OR,
          MAXIMUM,
          MINIMUM,
          MUL,
          NOT_EQUAL,
          POW,
          SQUARED_DIFFERENCE,
          SUB ->
          Optional.of(broadcast(in(0).shape(), in(1).shape()));
      case CONV_2D -> Optional.of(convolution());
      case DEPTHWISE_CONV_2D -> Optional.of(depthwise());
      case AVERAGE_POOL_2D, L2_POOL_2D, MAX_POOL_2D -> Optional.of(pool());
      case RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR -> integers(1).map(this::resized);
      case PAD, PADV2 -> integers(1).map(this::padded);
      case TRANSPOSE -> integers(1).map(this::transposed);
      case SPACE_TO_DEPTH ->
          Optional.of(blocks(((Options.SpaceToDepth) op.options()).blockSize(), true));
      case DEPTH_TO_SPACE ->
          Optional.of(blocks(((Options.DepthToSpace) op.options()).blockSize(), false));
      default -> Optional.empty();
    };
  }

  private LiteTensor in(int position) {
    return tensors.get(op.input(position));
  }

  /** The elements of an input that is a small integer constant. */
  private Optional<long[]> integers(int position) {
    return in(position)
        .data()
        .filter(data -> !data.element().isFloat() && data.size() <= 2L * in(0).rank())
        .map(Tensor::toLongs);
  }

  private static List<Integer> broadcast(List<Integer> a, List<Integer> b) {
    List<Integer> shape = new ArrayList<>();
    int rank = Math.max(a.size(), b.size());
    for (int i = 0; i < rank; i++) {
      int left = dim(a, i - rank + a.size());
      int right = dim(b, i - rank + b.size());
      if (left != right && left != 1 && right != 1) {
        return IMPOSSIBLE;
      }
      shape.add(left == 1 ? right : left);
    }
    return shape;
  }

  private static int dim(List<Integer> shape, int axis) {
    return axis < 0 ? 1 : shape.get(axis);
  }

  private boolean areImages(int inputs) {
    return IntStream.range(0, inputs).allMatch(i -> in(i).rank() == 4);
  }

  private List<Integer> convolution() {
    Options.Conv2D o = (Options.Conv2D) op.options();
    if (!areImages(2) || in(0).dim(3) % in(1).dim(3) != 0) {
      return IMPOSSIBLE;
    }
    long height = size(o.padding(), 1, in(1).dim(1), o.strideH(), o.dilationH());
    long width = size(o.padding(), 2, in(1).dim(2), o.strideW(), o.dilationW());
    return image(height, width, in(1).dim(0));
  }

  private List<Integer> depthwise() {
    Options.DepthwiseConv2D o = (Options.DepthwiseConv2D) op.options();
    if (!areImages(2) || in(1).dim(3) % in(0).dim(3) != 0) {
      return IMPOSSIBLE;
    }
    long height = size(o.padding(), 1, in(1).dim(1), o.strideH(), o.dilationH());
    long width = size(o.padding(), 2, in(1).dim(2), o.strideW(), o.dilationW());
    return image(height, width, in(1).dim(3));
  }

  private List<Integer> pool() {
    Options.Pool2D o = (Options.Pool2D) op.options();
    if (!areImages(1)) {
      return IMPOSSIBLE;
    }
    long height = size(o.padding(), 1, o.filterHeight(), o.strideH(), 1);
    long width = size(o.padding(), 2, o.filterWidth(), o.strideW(), 1);
    return image(height, width, in(0).dim(3));
  }

  private long size(Padding padding, int axis, long window, long stride, long dilation) {
    return padding.output(in(0).dim(axis), window, stride, dilation);
  }

  private List<Integer> image(long height, long width, long channels) {
    boolean possible = Math.min(height, width) > 0;
    boolean small = Math.max(height, Math.max(width, channels)) <= Integer.MAX_VALUE;
    return possible && small
        ? List.of(in(0).dim(0), (int) height, (int) width, (int) channels)
        : IMPOSSIBLE;
  }

  private List<Integer> resized(long[] sizes) {
    return areImages(1) && sizes.length == 2 ? image(sizes[0], sizes[1], in(0).dim(3)) : IMPOSSIBLE;
  }

  private List<Integer> padded(long[] pads) {
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < in(0).rank(); i++) {
      if (pads.length != 2 * in(0).rank() || Math.min(pads[2 * i], pads[2 * i + 1]) < 0) {
        return IMPOSSIBLE;
      }
      long size = in(0).dim(i) + pads[2 * i] + pads[2 * i + 1];
      shape.add((int) Math.min(size, Integer.MAX_VALUE));
    }
    return shape;
  }

  private List<Integer> transposed(long[] order) {
    List<Integer> shape = new ArrayList<>(Collections.nCopies(in(0).rank(), -1));
    List<Long> axes = IntStream.range(0, in(0).rank()).mapToObj(Long::valueOf).toList();
    if (!IntStream.range(0, order.length).mapToObj(i -> order[i]).sorted().toList().equals(axes)) {
      return IMPOSSIBLE;
    }
    for (int i = 0; i < order.length; i++) {
      shape.set(i, in(0).dim((int) order[i]));
    }
    return shape;
  }

  /** Blocks of an image go to its channels, or the other way round. */
  private List<Integer> blocks(long block, boolean toChannels) {
    if (!areImages(1)) {
      return IMPOSSIBLE;
    }
    long height = in(0).dim(1);
    long width = in(0).dim(2);
    long channels = in(0).dim(3);
    if (toChannels) {
      return height % block == 0 && width % block == 0
          ? image(height / block, width / block, channels * block * block)
          : IMPOSSIBLE;
    }
    return channels % (block * block) == 0
        ? image(height * block, width * block, channels / (block * block))
        : IMPOSSIBLE;
  }
}
