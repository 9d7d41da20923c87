package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What uses of operators need, and the version that has it. From the version table of LiteRT at
 * f674577; a test compares the versions with the table of runtimes.
 */
final class VersionRules {
  private record Rule(int version, Predicate<OperatorUse> need) {}

  /** Rules of each operator; the first whose need a use has decides. */
  private static final Map<Builtin, List<Rule>> RULES = new EnumMap<>(Builtin.class);

  static {
    convolutions();
    arithmetic();
    movement();
    conversions();
    elementTypes();
  }

  private VersionRules() {}

  /** The smallest version of an operator that a use can have. */
  static int version(OperatorUse use) {
    return RULES.getOrDefault(use.op().kind(), List.of()).stream()
        .filter(rule -> rule.need().test(use))
        .findFirst()
        .map(Rule::version)
        .orElse(use.op().kind() == Builtin.BROADCAST_TO ? 2 : 1);
  }

  private static void rule(int version, Predicate<OperatorUse> need, Builtin... kinds) {
    for (Builtin kind : kinds) {
      RULES.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Rule(version, need));
    }
  }

  /** The need for an element type of the first input. */
  private static Predicate<OperatorUse> takes(ElementType... types) {
    return use -> use.is(0, types);
  }

  private static Predicate<OperatorUse> hasAxes(int more) {
    return use -> use.rank(0) > more;
  }

  private static void convolutions() {
    rule(6, OperatorUse::isGrouped, Builtin.CONV_2D);
    rule(3, takes(ElementType.I8), Builtin.CONV_2D, Builtin.DEPTHWISE_CONV_2D);
    rule(2, VersionRules::isDilated, Builtin.DEPTHWISE_CONV_2D);
    rule(
        4,
        use -> use.options(Options.TransposeConv.class).activation() != Activation.NONE,
        Builtin.TRANSPOSE_CONV);
    rule(3, use -> use.has(3), Builtin.TRANSPOSE_CONV);
    rule(2, use -> use.is(1, ElementType.I8), Builtin.TRANSPOSE_CONV);
    rule(6, use -> !use.has(2), Builtin.FULLY_CONNECTED);
    rule(
        5, use -> use.options(Options.FullyConnected.class).keepNumDims(), Builtin.FULLY_CONNECTED);
    rule(4, takes(ElementType.I8), Builtin.FULLY_CONNECTED);
  }

  private static boolean isDilated(OperatorUse use) {
    Options.DepthwiseConv2D options = use.options(Options.DepthwiseConv2D.class);
    return options.dilationW() != 1 || options.dilationH() != 1;
  }

  private static void arithmetic() {
    rule(6, takes(ElementType.F16), Builtin.ADD);
    rule(5, takes(ElementType.I16), Builtin.ADD);
    rule(4, takes(ElementType.I64), Builtin.ADD, Builtin.SUB);
    rule(8, takes(ElementType.F16), Builtin.MUL);
    rule(7, takes(ElementType.I16, ElementType.U32), Builtin.MUL);
    rule(5, takes(ElementType.I64), Builtin.MUL);
    rule(3, OperatorUse::broadcastsManyAxes, Builtin.SUB, Builtin.MAXIMUM, Builtin.MINIMUM);
    rule(2, OperatorUse::broadcastsManyAxes, Builtin.DIV);
    rule(4, takes(ElementType.F16), Builtin.SOFTMAX);
    rule(5, takes(ElementType.I32), Builtin.ABS);
    rule(2, takes(ElementType.I32), Builtin.SIGN);
    rule(2, takes(ElementType.F32), Builtin.FLOOR_DIV);
    rule(3, use -> use.rank(0) == 5 || use.rank(1) == 5 || use.rank(2) == 5, Builtin.SELECT);
  }

  private static void movement() {
    rule(8, hasAxes(6), Builtin.TRANSPOSE);
    rule(6, hasAxes(5), Builtin.TRANSPOSE);
    rule(4, hasAxes(4), Builtin.TRANSPOSE, Builtin.PAD, Builtin.PADV2);
    rule(5, takes(ElementType.BOOL), Builtin.PAD, Builtin.PADV2);
    rule(5, hasAxes(4), Builtin.SLICE);
    rule(8, use -> use.options(Options.StridedSlice.class).offset(), Builtin.STRIDED_SLICE);
    rule(6, VersionRules::changesRank, Builtin.STRIDED_SLICE);
    rule(4, hasAxes(4), Builtin.STRIDED_SLICE);
    rule(3, use -> use.is(1, ElementType.I32), Builtin.SPLIT);
    rule(2, use -> use.is(1, ElementType.I8), Builtin.SPLIT);
    rule(5, use -> use.options(Options.Gather.class).batchDims() != 0, Builtin.GATHER);
    rule(3, use -> use.rank(0) != 4, Builtin.SPACE_TO_BATCH_ND, Builtin.BATCH_TO_SPACE_ND);
    rule(6, takes(ElementType.F16), Builtin.CONCATENATION);
    rule(4, takes(ElementType.U32), Builtin.CONCATENATION);
    rule(
        3,
        use -> use.options(Options.ResizeBilinear.class).halfPixelCenters(),
        Builtin.RESIZE_BILINEAR);
    rule(3, VersionRules::hasResizeFlag, Builtin.RESIZE_NEAREST_NEIGHBOR);
  }

  private static boolean changesRank(OperatorUse use) {
    Options.StridedSlice options = use.options(Options.StridedSlice.class);
    return options.ellipsisMask() != 0 || options.newAxisMask() != 0;
  }

  private static boolean hasResizeFlag(OperatorUse use) {
    Options.ResizeNearestNeighbor options = use.options(Options.ResizeNearestNeighbor.class);
    return options.halfPixelCenters() || options.alignCorners();
  }

  private static void conversions() {
    cast(7, ElementType.BF16);
    cast(5, ElementType.F64);
    cast(5, ElementType.F16);
    cast(4, ElementType.U16);
    cast(3, ElementType.I8);
    cast(2, ElementType.U32);
    rule(3, takes(ElementType.F16, ElementType.I16), Builtin.DEQUANTIZE);
    rule(2, takes(ElementType.I8), Builtin.DEQUANTIZE);
    rule(2, use -> !use.is(0, ElementType.BOOL), Builtin.WHERE);
    rule(4, use -> use.is(1, ElementType.F16), Builtin.FILL);
    rule(3, use -> use.is(1, ElementType.I8), Builtin.FILL);
    rule(2, use -> use.is(1, ElementType.BOOL), Builtin.FILL);
  }

  private static void cast(int version, ElementType type) {
    rule(version, use -> use.is(0, type) || use.resultIs(type), Builtin.CAST);
  }

  /** What most operators have: further element types came with further versions. */
  private static void elementTypes() {
    rule(3, takes(ElementType.I8), Builtin.BROADCAST_TO, Builtin.REVERSE_V2, Builtin.TILE);
    rule(
        3,
        takes(ElementType.BOOL),
        Builtin.ARG_MAX,
        Builtin.ARG_MIN,
        Builtin.GATHER,
        Builtin.STRIDED_SLICE,
        Builtin.TRANSPOSE,
        Builtin.UNPACK);
    rule(2, takes(ElementType.BOOL), Builtin.REVERSE_V2);
    rule(2, takes(ElementType.U8), Builtin.ABS, Builtin.GELU, Builtin.RELU, Builtin.UNPACK);
    rule(
        2,
        takes(ElementType.I8),
        Builtin.ABS,
        Builtin.ADD,
        Builtin.ARG_MAX,
        Builtin.ARG_MIN,
        Builtin.AVERAGE_POOL_2D,
        Builtin.BATCH_MATMUL,
        Builtin.BATCH_TO_SPACE_ND,
        Builtin.CONCATENATION,
        Builtin.DEPTH_TO_SPACE,
        Builtin.EQUAL,
        Builtin.EXP,
        Builtin.GATHER,
        Builtin.GELU,
        Builtin.GREATER,
        Builtin.GREATER_EQUAL,
        Builtin.LESS,
        Builtin.LESS_EQUAL,
        Builtin.LOG,
        Builtin.LOGISTIC,
        Builtin.LOG_SOFTMAX,
        Builtin.MAXIMUM,
        Builtin.MAX_POOL_2D,
        Builtin.MEAN,
        Builtin.MINIMUM,
        Builtin.MIRROR_PAD,
        Builtin.MUL,
        Builtin.NOT_EQUAL,
        Builtin.PACK,
        Builtin.PAD,
        Builtin.PADV2,
        Builtin.REDUCE_MAX,
        Builtin.REDUCE_MIN,
        Builtin.REDUCE_PROD,
        Builtin.RELU,
        Builtin.RELU6,
        Builtin.RESIZE_BILINEAR,
        Builtin.RESIZE_NEAREST_NEIGHBOR,
        Builtin.RSQRT,
        Builtin.SELECT,
        Builtin.SLICE,
        Builtin.SOFTMAX,
        Builtin.SPACE_TO_BATCH_ND,
        Builtin.SPACE_TO_DEPTH,
        Builtin.SPLIT_V,
        Builtin.SQUARED_DIFFERENCE,
        Builtin.STRIDED_SLICE,
        Builtin.SUB,
        Builtin.SUM,
        Builtin.TANH,
        Builtin.TOPK_V2,
        Builtin.TRANSPOSE,
        Builtin.UNPACK);
  }
}
