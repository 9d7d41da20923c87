package dev.espalier.tflite.shape;

import static dev.espalier.tflite.model.Builtin.*;

import dev.espalier.tflite.model.Builtin;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The rule of every operator this program writes, and of some that others write. */
final class ShapeRules {
  private static final Map<Builtin, ShapeRule> RULES = new EnumMap<>(Builtin.class);

  static {
    pointwise();
    on(WindowShapes::convolution, CONV_2D);
    on(WindowShapes::depthwise, DEPTHWISE_CONV_2D);
    on(WindowShapes::transposed, TRANSPOSE_CONV);
    on(WindowShapes::pool, AVERAGE_POOL_2D, MAX_POOL_2D);
    on(WindowShapes::resize, RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR);
    on(MatrixShapes::fullyConnected, FULLY_CONNECTED);
    on(MatrixShapes::product, BATCH_MATMUL);
    on(ReductionShapes::reduce, MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD);
    on(ReductionShapes::choose, ARG_MAX, ARG_MIN);
    on(ReductionShapes::reduce, REDUCE_ANY, REDUCE_ALL);
    movement();
    axes();
  }

  private ShapeRules() {}

  static Optional<ShapeRule> of(Builtin kind) {
    return Optional.ofNullable(RULES.get(kind));
  }

  private static void on(ShapeRule rule, Builtin... kinds) {
    for (Builtin kind : kinds) {
      RULES.put(kind, rule);
    }
  }

  private static void pointwise() {
    on(PointwiseShapes::same, ABS, CEIL, COS, ELU, EXP, FLOOR, GELU, HARD_SWISH, LEAKY_RELU, LOG);
    on(PointwiseShapes::same, LOGICAL_NOT, LOGISTIC, NEG, RELU, RELU6, RELU_0_TO_1);
    on(PointwiseShapes::same, RELU_N1_TO_1, ROUND, RSQRT, SIGN, SIN, SQRT, SQUARE, TANH);
    on(PointwiseShapes::rows, SOFTMAX, LOG_SOFTMAX);
    on(PointwiseShapes::converted, CAST, QUANTIZE, DEQUANTIZE);
    on(PointwiseShapes::broadcast, ADD, SUB, MUL, DIV, MAXIMUM, MINIMUM, POW, FLOOR_DIV);
    on(PointwiseShapes::broadcast, FLOOR_MOD, SQUARED_DIFFERENCE, LOGICAL_AND, LOGICAL_OR);
    on(PointwiseShapes::compared, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL);
    on(PointwiseShapes::prelu, PRELU);
    on(PointwiseShapes::selected, SELECT_V2);
  }

  private static void axes() {
    on(StackShapes::squeeze, SQUEEZE);
    on(StackShapes::expandDims, EXPAND_DIMS);
    on(StackShapes::broadcastTo, BROADCAST_TO);
    on(StackShapes::pack, PACK);
    on(StackShapes::unpack, UNPACK);
    on(StackShapes::reverse, REVERSE_V2);
  }

  private static void movement() {
    on(MovementShapes::reshape, RESHAPE);
    on(MovementShapes::transpose, TRANSPOSE);
    on(MovementShapes::pad, PAD, PADV2, MIRROR_PAD);
    on(MovementShapes::concatenation, CONCATENATION);
    on(MovementShapes::gather, GATHER);
    on(MovementShapes::tile, TILE);
    on(MovementShapes::spaceToDepth, SPACE_TO_DEPTH);
    on(MovementShapes::depthToSpace, DEPTH_TO_SPACE);
    on(SliceShapes::slice, SLICE);
    on(SliceShapes::strided, STRIDED_SLICE);
    on(SliceShapes::split, SPLIT);
    on(SliceShapes::splitSizes, SPLIT_V);
  }
}
