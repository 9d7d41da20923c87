package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a kernel computes, reads and writes. */
final class MeasureWork {
  private static final int BATCH = 0;
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int IMAGE = 4;
  private static final double MEGA = 1e6;

  private final LiteModel model;
  private final List<LiteOp> ops;
  private final LiteOp first;

  MeasureWork(LiteModel model, List<LiteOp> ops) {
    this.model = model;
    this.ops = ops;
    this.first = ops.get(0);
  }

  Kernel run() {
    double linked = 0;
    Set<Integer> own = new HashSet<>(first.outputs());
    for (LiteOp op : ops.subList(1, ops.size())) {
      linked += read(op, own);
      own.addAll(op.outputs());
    }
    LiteOp last = ops.get(ops.size() - 1);
    double written = last.outputs().stream().mapToDouble(o -> size(o)).sum();
    return new Kernel(
        ops, convolution(), megaMacs(), read(first, Set.of()) + linked, written, linked);
  }

  /** Elements of operands that come from memory: values, and constants of their size. */
  private double read(LiteOp op, Set<Integer> own) {
    double sum = 0;
    for (int input : op.inputs()) {
      boolean counts = input != LiteOp.ABSENT && !own.contains(input);
      if (counts && (!model.tensor(input).isConstant() || isMap(op, input))) {
        sum += size(input);
      }
    }
    return sum;
  }

  /** A constant operand of an elementwise operator that is as large as the result. */
  private boolean isMap(LiteOp op, int input) {
    return Elementwise.is(op) && model.tensor(input).size() == model.output(op).size();
  }

  private double size(int tensor) {
    return SlicedSize.of(model.tensor(tensor));
  }

  private Optional<Convolution> convolution() {
    return switch (first.kind()) {
      case CONV_2D, DEPTHWISE_CONV_2D -> image();
      case FULLY_CONNECTED -> Optional.of(matrix());
      default -> Optional.empty();
    };
  }

  /** A convolution of one image, without groups. */
  private Optional<Convolution> image() {
    LiteTensor x = model.input(first, 0);
    LiteTensor w = model.input(first, 1);
    LiteTensor y = model.output(first);
    boolean depthwise = first.options() instanceof Options.DepthwiseConv2D;
    boolean grouped = !depthwise && w.dim(IMAGE - 1) != x.dim(IMAGE - 1);
    if (x.dim(BATCH) != 1 || grouped || !isConstant(1)) {
      return Optional.empty();
    }
    return Optional.of(
        new Convolution(
            depthwise,
            x.dim(IMAGE - 1),
            unpadded(x, HEIGHT),
            unpadded(x, WIDTH),
            y.dim(IMAGE - 1),
            y.dim(HEIGHT),
            y.dim(WIDTH),
            w.dim(HEIGHT),
            w.dim(WIDTH),
            steps()[0],
            steps()[1]));
  }

  /** The size before a merged padding: what is read. */
  private int unpadded(LiteTensor x, int axis) {
    return x.dim(axis);
  }

  private int[] steps() {
    if (first.options() instanceof Options.Conv2D o) {
      return new int[] {o.strideH(), o.dilationH()};
    }
    Options.DepthwiseConv2D o = (Options.DepthwiseConv2D) first.options();
    return new int[] {o.strideH(), o.dilationH()};
  }

  /** A matrix product is a 1x1 convolution over its rows. */
  private Convolution matrix() {
    LiteTensor w = model.input(first, 1);
    int rows = Math.toIntExact(model.output(first).size() / w.dim(0));
    return new Convolution(false, w.dim(1), rows, 1, w.dim(0), rows, 1, 1, 1, 1, 1);
  }

  private boolean isConstant(int input) {
    return first.has(input)
        && (model.input(first, input).isConstant() || isHalf(first.input(input)));
  }

  /** Whether a value is a constant in half precision, seen through its conversion. */
  private boolean isHalf(int tensor) {
    return model.ops().stream()
        .anyMatch(op -> op.outputs().contains(tensor) && model.input(op, 0).isConstant());
  }

  /** Multiply-accumulates of what is not measured: products, grouped and transposed windows. */
  private double megaMacs() {
    LiteTensor y = model.output(first);
    return switch (first.kind()) {
      case CONV_2D -> SlicedSize.of(y) * perOutput(model.input(first, 1)) / MEGA;
      case TRANSPOSE_CONV ->
          SlicedSize.of(model.input(first, 2)) * perInput(model.input(first, 1)) / MEGA;
      case BATCH_MATMUL -> SlicedSize.of(y) * inner() / MEGA;
      default -> 0;
    };
  }

  /** Of weights [O,H,W,I]. */
  private static double perOutput(LiteTensor w) {
    return (double) w.dim(HEIGHT) * w.dim(WIDTH) * Convolution.sliced(w.dim(IMAGE - 1));
  }

  private static double perInput(LiteTensor w) {
    return (double) w.dim(HEIGHT) * w.dim(WIDTH) * Convolution.sliced(w.dim(0));
  }

  private double inner() {
    LiteTensor a = model.input(first, 0);
    boolean adjoint = first.options() instanceof Options.BatchMatMul o && o.adjX();
    return Convolution.sliced(a.dim(a.rank() - (adjoint ? 2 : 1)));
  }
}
