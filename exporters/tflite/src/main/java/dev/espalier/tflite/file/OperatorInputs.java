package dev.espalier.tflite.file;

import dev.espalier.tflite.model.Builtin;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What operators cannot do without: runtimes do not check all of it, and crash. */
final class OperatorInputs {
  /** A number and the operators that need so many inputs, from the first on. */
  private static final String TABLE =
      """
      1 ABS ADD_N AVERAGE_POOL_2D CAST CEIL CONCATENATION COS DEPTH_TO_SPACE DEQUANTIZE ELU EXP
      1 FLOOR GELU HARD_SWISH L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LOCAL_RESPONSE_NORMALIZATION
      1 LOG LOGICAL_NOT LOGISTIC LOG_SOFTMAX MAX_POOL_2D NEG PACK QUANTIZE RANK RELU RELU6
      1 RELU_0_TO_1 RELU_N1_TO_1 RESHAPE ROUND RSQRT SHAPE SIGN SIN SOFTMAX SPACE_TO_DEPTH SQRT
      1 SQUARE SQUEEZE TANH UNIQUE UNPACK WHERE ZEROS_LIKE
      2 ADD ARG_MAX ARG_MIN ATAN2 BATCH_MATMUL BROADCAST_TO CONV_2D CUMSUM DEPTHWISE_CONV_2D DIV
      2 EQUAL EXPAND_DIMS FILL FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER GATHER_ND GREATER
      2 GREATER_EQUAL LESS LESS_EQUAL LOGICAL_AND LOGICAL_OR MAXIMUM MEAN MINIMUM MIRROR_PAD MUL
      2 NOT_EQUAL PAD POW PRELU REDUCE_ALL REDUCE_ANY REDUCE_MAX REDUCE_MIN REDUCE_PROD
      2 RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR REVERSE_V2 SPLIT SQUARED_DIFFERENCE SUB SUM TILE
      2 TOPK_V2 TRANSPOSE
      3 BATCH_TO_SPACE_ND PADV2 SELECT SELECT_V2 SLICE SPACE_TO_BATCH_ND SPLIT_V TRANSPOSE_CONV
      4 ONE_HOT SPARSE_TO_DENSE STRIDED_SLICE
      """;

  private static final Set<Builtin> DIVIDING =
      EnumSet.of(
          Builtin.AVERAGE_POOL_2D,
          Builtin.BATCH_MATMUL,
          Builtin.CONV_2D,
          Builtin.DEPTHWISE_CONV_2D,
          Builtin.DEPTH_TO_SPACE,
          Builtin.FULLY_CONNECTED,
          Builtin.L2_POOL_2D,
          Builtin.MAX_POOL_2D,
          Builtin.RESIZE_BILINEAR,
          Builtin.RESIZE_NEAREST_NEIGHBOR,
          Builtin.SPACE_TO_DEPTH,
          Builtin.TRANSPOSE_CONV);

  private static final Map<Builtin, Integer> NUMBERS = new EnumMap<>(Builtin.class);

  static {
    TABLE.lines().map(line -> line.split(" ")).forEach(OperatorInputs::add);
  }

  private OperatorInputs() {}

  private static void add(String[] line) {
    int number = Integer.parseInt(line[0]);
    Arrays.stream(line).skip(1).forEach(name -> NUMBERS.put(Builtin.valueOf(name), number));
  }

  /** How many inputs an operator needs; 0 where it is not known. */
  static int needed(Builtin kind) {
    return NUMBERS.getOrDefault(kind, 0);
  }

  /** Whether an input that is listed may be absent: that of a bias may. */
  static boolean mayBeAbsent(Builtin kind, int position) {
    return switch (kind) {
      case CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED -> position == 2;
      case TRANSPOSE_CONV -> position == 3;
      default -> needed(kind) == 0;
    };
  }

  /** Whether inputs may have no elements; others divide by sizes. */
  static boolean mayBeEmpty(Builtin kind) {
    return !DIVIDING.contains(kind);
  }
}
