package dev.espalier.measure;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds which of XNNPACK's operators belong to which of the file's. Both come in the same order;
 * paddings and activations may join a neighbour and have no event, activations and changes of shape
 * may have one of their own.
 */
final class AlignOperators {
  private static final Map<Builtin, List<String>> NAMES =
      Map.ofEntries(
          Map.entry(Builtin.CONV_2D, List.of("Convolution", "Fully Connected")),
          Map.entry(Builtin.DEPTHWISE_CONV_2D, List.of("Convolution")),
          Map.entry(Builtin.TRANSPOSE_CONV, List.of("Deconvolution")),
          Map.entry(Builtin.FULLY_CONNECTED, List.of("Fully Connected")),
          Map.entry(Builtin.BATCH_MATMUL, List.of("Batch Matrix Multiply")),
          Map.entry(Builtin.ADD, List.of("Add")),
          Map.entry(Builtin.SUB, List.of("Subtract")),
          Map.entry(Builtin.MUL, List.of("Multiply")),
          Map.entry(Builtin.DIV, List.of("Divide")),
          Map.entry(Builtin.MAXIMUM, List.of("Maximum")),
          Map.entry(Builtin.MINIMUM, List.of("Minimum")),
          Map.entry(Builtin.LOGISTIC, List.of("Sigmoid")),
          Map.entry(Builtin.TANH, List.of("Tanh")),
          Map.entry(Builtin.EXP, List.of("Exp")),
          Map.entry(Builtin.RELU, List.of("Clamp")),
          Map.entry(Builtin.RELU6, List.of("Clamp")),
          Map.entry(Builtin.HARD_SWISH, List.of("HardSwish")),
          Map.entry(Builtin.LEAKY_RELU, List.of("Leaky")),
          Map.entry(Builtin.PRELU, List.of("PReLU")),
          Map.entry(Builtin.GELU, List.of("GELU", "Gelu")),
          Map.entry(Builtin.MEAN, List.of("Mean")),
          Map.entry(Builtin.MAX_POOL_2D, List.of("Max Pooling")),
          Map.entry(Builtin.AVERAGE_POOL_2D, List.of("Average Pooling", "Global Average")),
          Map.entry(Builtin.RESIZE_BILINEAR, List.of("Resize Bilinear")),
          Map.entry(Builtin.SOFTMAX, List.of("Softmax")),
          Map.entry(Builtin.PAD, List.of("Constant Pad")),
          Map.entry(Builtin.CONCATENATION, List.of("Copy", "Concat")),
          Map.entry(Builtin.SPLIT, List.of("Copy", "Split")),
          Map.entry(Builtin.STRIDED_SLICE, List.of("Static Slice", "Slice")),
          Map.entry(Builtin.SLICE, List.of("Static Slice", "Slice")),
          Map.entry(Builtin.TRANSPOSE, List.of("Transpose")),
          Map.entry(Builtin.RESHAPE, List.of("Static Reshape", "Copy")),
          Map.entry(Builtin.EXPAND_DIMS, List.of("Static Reshape", "Copy", "Static Expand")),
          Map.entry(Builtin.SQUEEZE, List.of("Static Reshape", "Copy")),
          Map.entry(Builtin.SQRT, List.of("Square Root")),
          Map.entry(Builtin.RSQRT, List.of("Reciprocal Square Root")),
          Map.entry(Builtin.SQUARE, List.of("Square")),
          Map.entry(Builtin.SQUARED_DIFFERENCE, List.of("Squared Difference")));

  private static final List<Builtin> JOINING =
      List.of(Builtin.PAD, Builtin.RELU, Builtin.RELU6, Builtin.RESHAPE, Builtin.EXPAND_DIMS);
  private static final List<Builtin> PARTED =
      List.of(Builtin.CONCATENATION, Builtin.SPLIT, Builtin.MEAN);
  private static final String CLAMP = "Clamp";
  private static final String RESHAPE = "Static Reshape";

  private AlignOperators() {}

  /**
   * The positions of the events of each operator; none where it joined another.
   *
   * @throws LatencyDataException when the two do not fit together
   */
  static List<List<Integer>> of(List<LiteOp> ops, List<String> events) {
    List<List<Integer>> aligned = new ArrayList<>();
    int next = 0;
    for (LiteOp op : ops) {
      int end = end(op, events, next);
      if (end == next && !JOINING.contains(op.kind())) {
        throw new LatencyDataException(
            "operator %d, %s, has no event: the next is '%s'",
            aligned.size(), op.name(), next < events.size() ? events.get(next) : "none");
      }
      aligned.add(range(next, end));
      next = end;
    }
    if (next < events.size()) {
      throw new LatencyDataException("no operator has the event '%s'", events.get(next));
    }
    return aligned;
  }

  private static int end(LiteOp op, List<String> events, int begin) {
    int at = begin;
    if (op.kind() == Builtin.FULLY_CONNECTED
        && at < events.size()
        && events.get(at).contains(RESHAPE)) {
      at++;
    }
    if (at >= events.size() || !is(op, events.get(at))) {
      return begin;
    }
    at++;
    while (at < events.size() && (isClamp(op, events.get(at)) || isPart(op, events.get(at)))) {
      at++;
    }
    return at;
  }

  private static boolean is(LiteOp op, String event) {
    return event.equals(op.kind().name())
        || NAMES.getOrDefault(op.kind(), List.of()).stream().anyMatch(event::startsWith);
  }

  /** The activation of an operator that XNNPACK runs by itself. */
  private static boolean isClamp(LiteOp op, String event) {
    return event.startsWith(CLAMP) && op.options().toString().contains("RELU");
  }

  private static boolean isPart(LiteOp op, String event) {
    return PARTED.contains(op.kind()) && is(op, event);
  }

  private static List<Integer> range(int begin, int end) {
    List<Integer> range = new ArrayList<>();
    for (int i = begin; i < end; i++) {
      range.add(i);
    }
    return range;
  }
}
