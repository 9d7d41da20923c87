package dev.espalier.savedmodel;

import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How each TFLite operator is said in TensorFlow. A translation makes the nodes and returns the
 * first result of the last one.
 */
final class Translations {
  private static final Map<Builtin, Function<Call, String>> ALL = all();

  private Translations() {}

  /** The operators that can be written. */
  static Set<Builtin> covered() {
    return ALL.keySet();
  }

  static Function<Call, String> of(LiteOp op) {
    Function<Call, String> translation = ALL.get(op.kind());
    if (translation == null) {
      throw new NotOnTargetException(
          Code.OP_NOT_ON_TARGET,
          "%s at %s has no translation to TensorFlow; write TFLite or ONNX instead",
          op.name(),
          Call.place(op));
    }
    return translation;
  }

  private static Map<Builtin, Function<Call, String>> all() {
    Map<Builtin, Function<Call, String>> all = new EnumMap<>(Builtin.class);
    windows(all);
    matrices(all);
    activations(all);
    elementwise(all);
    comparisons(all);
    reductions(all);
    movement(all);
    return all;
  }

  private static void windows(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.CONV_2D, Windows::conv);
    all.put(Builtin.DEPTHWISE_CONV_2D, Windows::depthwise);
    all.put(Builtin.TRANSPOSE_CONV, Windows::transposeConv);
    all.put(Builtin.AVERAGE_POOL_2D, call -> Windows.pool(call, "AvgPool"));
    all.put(Builtin.MAX_POOL_2D, call -> Windows.pool(call, "MaxPool"));
    all.put(Builtin.RESIZE_BILINEAR, Windows::resizeBilinear);
    all.put(Builtin.RESIZE_NEAREST_NEIGHBOR, Windows::resizeNearest);
  }

  private static void matrices(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.FULLY_CONNECTED, Matrices::fullyConnected);
    all.put(Builtin.BATCH_MATMUL, Matrices::batchMatMul);
  }

  private static void activations(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.RELU, plain("Relu"));
    all.put(Builtin.RELU6, plain("Relu6"));
    all.put(Builtin.RELU_N1_TO_1, call -> call.clamped(call.in(0), -1, 1));
    all.put(Builtin.RELU_0_TO_1, call -> call.clamped(call.in(0), 0, 1));
    all.put(Builtin.ELU, plain("Elu"));
    all.put(Builtin.LEAKY_RELU, Activations::leakyRelu);
    all.put(Builtin.PRELU, Activations::prelu);
    all.put(Builtin.LOGISTIC, plain("Sigmoid"));
    all.put(Builtin.TANH, plain("Tanh"));
    all.put(Builtin.HARD_SWISH, Activations::hardSwish);
    all.put(Builtin.GELU, Activations::gelu);
    all.put(Builtin.SOFTMAX, Activations::softmax);
    all.put(Builtin.LOG_SOFTMAX, plain("LogSoftmax"));
  }

  private static void elementwise(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.ABS, plain("Abs"));
    all.put(Builtin.CEIL, plain("Ceil"));
    all.put(Builtin.COS, plain("Cos"));
    all.put(Builtin.EXP, plain("Exp"));
    all.put(Builtin.FLOOR, plain("Floor"));
    all.put(Builtin.LOG, plain("Log"));
    all.put(Builtin.NEG, plain("Neg"));
    all.put(Builtin.ROUND, plain("Round"));
    all.put(Builtin.RSQRT, plain("Rsqrt"));
    all.put(Builtin.SIGN, plain("Sign"));
    all.put(Builtin.SIN, plain("Sin"));
    all.put(Builtin.SQRT, plain("Sqrt"));
    all.put(Builtin.SQUARE, plain("Square"));
    all.put(Builtin.ADD, fused("AddV2"));
    all.put(Builtin.SUB, fused("Sub"));
    all.put(Builtin.MUL, fused("Mul"));
    all.put(Builtin.DIV, Translations::divide);
    all.put(Builtin.POW, plain("Pow"));
    all.put(Builtin.MAXIMUM, plain("Maximum"));
    all.put(Builtin.MINIMUM, plain("Minimum"));
    all.put(Builtin.SQUARED_DIFFERENCE, plain("SquaredDifference"));
    all.put(Builtin.FLOOR_DIV, plain("FloorDiv"));
    all.put(Builtin.FLOOR_MOD, plain("FloorMod"));
  }

  private static void comparisons(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.EQUAL, plain("Equal"));
    all.put(Builtin.NOT_EQUAL, plain("NotEqual"));
    all.put(Builtin.LESS, plain("Less"));
    all.put(Builtin.LESS_EQUAL, plain("LessEqual"));
    all.put(Builtin.GREATER, plain("Greater"));
    all.put(Builtin.GREATER_EQUAL, plain("GreaterEqual"));
    all.put(Builtin.LOGICAL_AND, untyped("LogicalAnd"));
    all.put(Builtin.LOGICAL_OR, untyped("LogicalOr"));
    all.put(Builtin.LOGICAL_NOT, untyped("LogicalNot"));
  }

  private static void reductions(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.MEAN, call -> Reductions.reduce(call, "Mean"));
    all.put(Builtin.SUM, call -> Reductions.reduce(call, "Sum"));
    all.put(Builtin.REDUCE_MAX, call -> Reductions.reduce(call, "Max"));
    all.put(Builtin.REDUCE_MIN, call -> Reductions.reduce(call, "Min"));
    all.put(Builtin.REDUCE_PROD, call -> Reductions.reduce(call, "Prod"));
    all.put(Builtin.REDUCE_ALL, call -> Reductions.test(call, "All"));
    all.put(Builtin.REDUCE_ANY, call -> Reductions.test(call, "Any"));
    all.put(Builtin.ARG_MAX, Reductions::argMax);
  }

  private static void movement(Map<Builtin, Function<Call, String>> all) {
    all.put(Builtin.BROADCAST_TO, call -> Movement.indexed(call, "BroadcastTo", "Tidx"));
    all.put(Builtin.CAST, Movement::cast);
    all.put(Builtin.CONCATENATION, Movement::concat);
    all.put(Builtin.DEPTH_TO_SPACE, Movement::depthToSpace);
    all.put(Builtin.DEQUANTIZE, Movement::cast);
    all.put(Builtin.EXPAND_DIMS, call -> Movement.indexed(call, "ExpandDims", "Tdim"));
    all.put(Builtin.GATHER, Movement::gather);
    all.put(Builtin.MIRROR_PAD, Movement::mirrorPad);
    all.put(Builtin.PACK, Movement::pack);
    all.put(Builtin.PAD, call -> Movement.indexed(call, "Pad", "Tpaddings"));
    all.put(Builtin.PADV2, Movement::padValue);
    all.put(Builtin.RESHAPE, Movement::reshape);
    all.put(Builtin.REVERSE_V2, call -> Movement.indexed(call, "ReverseV2", "Tidx"));
    all.put(Builtin.SELECT_V2, Movement::select);
    all.put(Builtin.SLICE, call -> Movement.indexed(call, "Slice", "Index"));
    all.put(Builtin.SPACE_TO_DEPTH, Movement::spaceToDepth);
    all.put(Builtin.SPLIT, Movement::split);
    all.put(Builtin.SPLIT_V, Movement::splitSizes);
    all.put(Builtin.SQUEEZE, Movement::squeeze);
    all.put(Builtin.STRIDED_SLICE, Movement::stridedSlice);
    all.put(Builtin.TILE, call -> Movement.indexed(call, "Tile", "Tmultiples"));
    all.put(Builtin.TRANSPOSE, call -> Movement.indexed(call, "Transpose", "Tperm"));
    all.put(Builtin.UNPACK, Movement::unpack);
  }

  /** Quotients of integers are rounded toward zero. */
  private static String divide(Call call) {
    String type = call.element().isFloat() ? "RealDiv" : "TruncateDiv";
    String quotient = call.node(type, call.ins()).with("T", call.element()).add();
    return call.activated(quotient);
  }

  /** The operator of another name, with the inputs' element type. */
  private static Function<Call, String> plain(String type) {
    return call -> call.node(type, call.ins()).with("T", call.element()).add();
  }

  /** The operator of another name, which knows only one element type. */
  private static Function<Call, String> untyped(String type) {
    return call -> call.node(type, call.ins()).add();
  }

  /** The same with the activation applied to the result. */
  private static Function<Call, String> fused(String type) {
    return call -> call.activated(plain(type).apply(call));
  }
}
