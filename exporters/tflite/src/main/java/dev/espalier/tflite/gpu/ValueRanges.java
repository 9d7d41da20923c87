package dev.espalier.tflite.gpu;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Between which numbers the elements of each tensor lie, whatever the inputs of the graph are.
 * Products with weights are not followed: what comes out of them is bounded by an activation only.
 */
final class ValueRanges {
  /** Larger constants are not read; their range is unknown. */
  private static final int LARGE = 1 << 16;

  private static final Range UNIT = Range.of(0, 1);

  /** Operators whose results lie where the elements of input 0 lie. */
  private static final Set<Builtin> WITHIN_INPUT =
      Set.of(
          Builtin.RESHAPE,
          Builtin.TRANSPOSE,
          Builtin.SQUEEZE,
          Builtin.EXPAND_DIMS,
          Builtin.SLICE,
          Builtin.STRIDED_SLICE,
          Builtin.TILE,
          Builtin.GATHER,
          Builtin.UNPACK,
          Builtin.SPLIT_V,
          Builtin.MAX_POOL_2D,
          Builtin.AVERAGE_POOL_2D,
          Builtin.MEAN,
          Builtin.REDUCE_MAX,
          Builtin.REDUCE_MIN,
          Builtin.RESIZE_BILINEAR,
          Builtin.RESIZE_NEAREST_NEIGHBOR,
          Builtin.DEPTH_TO_SPACE,
          Builtin.SPACE_TO_DEPTH,
          Builtin.MIRROR_PAD,
          Builtin.BROADCAST_TO);

  private final Wiring wiring;
  private final List<Range> ranges;

  ValueRanges(Wiring wiring) {
    LiteModel model = wiring.model();
    this.wiring = wiring;
    this.ranges = new ArrayList<>(Collections.nCopies(model.tensors().size(), Range.ANY));
    for (int i = 0; i < ranges.size(); i++) {
      int position = i;
      wiring.constant(i).ifPresent(data -> ranges.set(position, rangeOf(data)));
    }
    for (LiteOp op : wiring.ops()) {
      Range result = activated(op, compute(op));
      op.outputs().forEach(output -> ranges.set(output, result));
    }
  }

  /** Of a tensor, by position. */
  Range of(int tensor) {
    return ranges.get(tensor);
  }

  private static Range rangeOf(Tensor data) {
    if (data.size() == 0 || data.size() > LARGE || !data.element().isNumeric()) {
      return Range.ANY;
    }
    double[] numbers = data.toDoubles();
    return Range.of(
        Arrays.stream(numbers).min().orElseThrow(), Arrays.stream(numbers).max().orElseThrow());
  }

  private Range input(LiteOp op, int position) {
    return op.has(position) ? ranges.get(op.input(position)) : Range.ANY;
  }

  private Range compute(LiteOp op) {
    Range x = input(op, 0);
    if (WITHIN_INPUT.contains(op.kind())) {
      return x;
    }
    return switch (op.kind()) {
      case RELU -> x.clamp(0, Double.POSITIVE_INFINITY);
      case RELU6 -> x.clamp(0, 6);
      case RELU_N1_TO_1 -> x.clamp(-1, 1);
      case RELU_0_TO_1 -> x.clamp(0, 1);
      case LEAKY_RELU -> leaky(op, x);
      case LOGISTIC, SOFTMAX -> UNIT;
      case TANH, SIN, COS, SIGN -> Range.of(-1, 1);
      case HARD_SWISH -> Range.of(-0.375, Math.max(x.high(), 0));
      case GELU -> Range.of(-0.2, Math.max(x.high(), 0));
      case ELU -> Range.of(Math.max(-1, Math.min(x.low(), 0)), Math.max(x.high(), 0));
      case ABS -> x.abs();
      case NEG -> x.negate();
      case SQUARE -> x.square();
      case SQUARED_DIFFERENCE -> x.minus(input(op, 1)).square();
      case EXP, SQRT, RSQRT -> Range.of(0, Double.POSITIVE_INFINITY);
      case CAST -> op.has(0) && wiring.model().input(op, 0).element().isFloat() ? x : Range.ANY;
      default -> ofSeveral(op, x);
    };
  }

  private Range ofSeveral(LiteOp op, Range x) {
    Range y = input(op, 1);
    return switch (op.kind()) {
      case ADD -> x.plus(y);
      case SUB -> x.minus(y);
      case MUL -> isSame(op) ? x.square() : x.times(y);
      case DIV -> isByOwnSize(op) ? Range.of(-1, 1) : x.over(y);
      case MAXIMUM -> Range.of(Math.max(x.low(), y.low()), Math.max(x.high(), y.high()));
      case MINIMUM -> Range.of(Math.min(x.low(), y.low()), Math.min(x.high(), y.high()));
      case PAD -> x.union(Range.of(0, 0));
      case PADV2 -> x.union(input(op, 2));
      case SELECT, SELECT_V2 -> y.union(input(op, 2));
      case SPLIT -> y;
      case CONCATENATION, PACK -> union(op);
      default -> Range.ANY;
    };
  }

  private static boolean isSame(LiteOp op) {
    return op.has(1) && op.inputs().get(0).equals(op.inputs().get(1));
  }

  /** Whether it is {@code x / maximum(reduce_max(abs(x)), ...)}. */
  private boolean isByOwnSize(LiteOp op) {
    return producer(op, 1, Builtin.MAXIMUM)
        .flatMap(most -> producer(most, 0, Builtin.REDUCE_MAX))
        .flatMap(largest -> producer(largest, 0, Builtin.ABS))
        .filter(size -> op.has(0) && size.inputs().get(0).equals(op.inputs().get(0)))
        .isPresent();
  }

  private Optional<LiteOp> producer(LiteOp op, int position, Builtin kind) {
    return op.has(position)
        ? wiring.producer(op.input(position)).filter(before -> before.kind() == kind)
        : Optional.empty();
  }

  private Range union(LiteOp op) {
    return IntStream.range(0, op.inputs().size())
        .mapToObj(position -> input(op, position))
        .reduce(Range::union)
        .orElse(Range.ANY);
  }

  private static Range leaky(LiteOp op, Range x) {
    double slope = op.options() instanceof Options.LeakyRelu o ? o.alpha() : Double.NaN;
    Range negative = x.clamp(Double.NEGATIVE_INFINITY, 0).times(Range.of(slope, slope));
    return negative.union(x.clamp(0, Double.POSITIVE_INFINITY));
  }

  private static Range activated(LiteOp op, Range x) {
    Activation activation = op.options().activation();
    return switch (activation) {
      case NONE -> x;
      case RELU -> x.clamp(0, Double.POSITIVE_INFINITY);
      case RELU_N1_TO_1, TANH, SIGN_BIT -> x.clamp(-1, 1);
      case RELU6 -> x.clamp(0, 6);
    };
  }
}
