package dev.espalier.latency.kernel;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What TFLite's GPU delegate takes out of a graph before it makes kernels (LiteRT at f674577).
 *
 * <pre>
 *   %w = DEQUANTIZE(constant)       |
 *   %p = PAD(%x)                    |
 *   %y = CONV_2D(%p, %w)            |  %y = CONV_2D(%x, constant)
 *   %z = RESHAPE(%y), same shape    |
 *   %s = SOFTMAX(%z)                |  %s = SOFTMAX(%y)
 * </pre>
 *
 * <p>It takes out constants in half precision, operators that change nothing, zero padding in front
 * of a window, and products and sums with a constant per channel in front of a convolution. Behind
 * one they are linked, which costs the same.
 */
final class RewriteForGpu {
  private static final int IMAGE = 4;

  private final LiteModel model;
  private final List<List<LiteOp>> readers;
  private final Map<Integer, Integer> standIns = new HashMap<>();

  private RewriteForGpu(LiteModel model) {
    this.model = model;
    this.readers = model.readers();
  }

  /** The operators that are left, reading what is left. */
  static List<LiteOp> run(LiteModel model) {
    return new RewriteForGpu(model).run();
  }

  private List<LiteOp> run() {
    List<LiteOp> left = new ArrayList<>();
    for (LiteOp original : model.ops()) {
      LiteOp op = original.withInputs(original.inputs().stream().map(this::standIn).toList());
      Optional<Integer> same = operandKept(op);
      if (same.isPresent()) {
        standIns.put(op.output(), same.get());
      } else {
        left.add(op);
      }
    }
    return left;
  }

  private int standIn(int tensor) {
    return standIns.getOrDefault(tensor, tensor);
  }

  /** The operand that takes the place of the result, if the operator goes. */
  private Optional<Integer> operandKept(LiteOp op) {
    boolean goes =
        switch (op.kind()) {
          case DEQUANTIZE -> model.input(op, 0).isConstant();
          case RESHAPE,
              SQUEEZE,
              EXPAND_DIMS,
              SLICE,
              STRIDED_SLICE,
              RESIZE_BILINEAR,
              RESIZE_NEAREST_NEIGHBOR ->
              isSameShape(op);
          case CONCATENATION, ADD_N -> op.inputs().size() == 1 || isZeroBorder(op);
          case PAD, PADV2 -> isSpatial(op) && isReadByWindow(op);
          case MUL, ADD -> isReadByConvolution(op);
          default -> false;
        };
    return goes && !model.isOutput(op.output()) ? Optional.of(value(op)) : Optional.empty();
  }

  /** The operand that is not constant, or the first. */
  private int value(LiteOp op) {
    return op.inputs().stream()
        .filter(input -> !model.tensor(input).isConstant())
        .findFirst()
        .orElse(op.input(0));
  }

  private boolean isSameShape(LiteOp op) {
    return model.input(op, 0).shape().equals(model.output(op).shape());
  }

  private Optional<LiteOp> onlyReader(LiteOp op) {
    List<LiteOp> all = readers.get(op.output());
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private boolean isReadByWindow(LiteOp op) {
    return onlyReader(op)
        .filter(reader -> reader.input(0) == op.output())
        .filter(
            reader ->
                switch (reader.kind()) {
                  case CONV_2D, DEPTHWISE_CONV_2D, AVERAGE_POOL_2D, MAX_POOL_2D -> true;
                  default -> false;
                })
        .isPresent();
  }

  /** Whether only height and width grow. */
  private boolean isSpatial(LiteOp op) {
    LiteTensor x = model.input(op, 0);
    LiteTensor y = model.output(op);
    return x.rank() == IMAGE
        && y.rank() == IMAGE
        && x.dim(0) == y.dim(0)
        && x.dim(IMAGE - 1) == y.dim(IMAGE - 1);
  }

  /** A value and constant zeros beside it, which is padding. */
  private boolean isZeroBorder(LiteOp op) {
    List<LiteTensor> constants =
        op.inputs().stream().map(model::tensor).filter(LiteTensor::isConstant).toList();
    return op.inputs().size() == 2
        && constants.size() == 1
        && isZero(constants.get(0).data().orElseThrow())
        && isReadByWindow(op)
        && model.tensor(value(op)).dim(IMAGE - 1) == model.output(op).dim(IMAGE - 1);
  }

  private static boolean isZero(Tensor tensor) {
    return tensor.element().isFloat() && Arrays.stream(tensor.toDoubles()).allMatch(x -> x == 0);
  }

  private boolean isReadByConvolution(LiteOp op) {
    boolean constant =
        op.inputs().size() == 2
            && op.options().activation() == Activation.NONE
            && op.inputs().stream()
                .map(model::tensor)
                .anyMatch(t -> t.isConstant() && Elementwise.isPerChannel(t))
            && model.tensor(value(op)).shape().equals(model.output(op).shape());
    return constant && onlyReader(op).filter(reader -> takes(reader, op)).isPresent();
  }

  /** A product goes into the weights; a sum into the bias if no zeros are added around it. */
  private boolean takes(LiteOp reader, LiteOp op) {
    return switch (reader.kind()) {
      case CONV_2D, DEPTHWISE_CONV_2D, TRANSPOSE_CONV, FULLY_CONNECTED ->
          reads(reader, op) && (op.options() instanceof Options.Mul || !isPadded(reader));
      default -> false;
    };
  }

  private static boolean reads(LiteOp reader, LiteOp op) {
    int data = reader.options() instanceof Options.TransposeConv ? 2 : 0;
    return reader.input(data) == op.output();
  }

  private boolean isPadded(LiteOp reader) {
    LiteTensor weights = model.input(reader, 1);
    if (reader.options() instanceof Options.Conv2D o) {
      return o.padding() == Padding.SAME && !isPointwise(weights);
    } else if (reader.options() instanceof Options.DepthwiseConv2D o) {
      return o.padding() == Padding.SAME && !isPointwise(weights);
    }
    return reader.options() instanceof Options.TransposeConv;
  }

  private static boolean isPointwise(LiteTensor weights) {
    return weights.dim(1) == 1 && weights.dim(2) == 1;
  }
}
