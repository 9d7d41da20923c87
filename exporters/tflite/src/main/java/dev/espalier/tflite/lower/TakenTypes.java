package dev.espalier.tflite.lower;

import static dev.espalier.tflite.model.Builtin.*;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import java.util.EnumSet;
import java.util.Set;

/**
 * The element types with which TFLite's kernels compute. All take 32-bit floats but for the logical
 * ones; 8-bit numbers are quantised to them, so that they are only moved and cast here.
 */
final class TakenTypes {
  private static final Set<Builtin> LOGICAL = EnumSet.of(LOGICAL_AND, LOGICAL_OR, LOGICAL_NOT);

  private static final Set<Builtin> COMPARE =
      EnumSet.of(EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL);

  private static final Set<Builtin> INTEGERS =
      EnumSet.of(
          ABS,
          ADD,
          SUB,
          MUL,
          DIV,
          MAXIMUM,
          MINIMUM,
          POW,
          FLOOR_MOD,
          NEG,
          SIGN,
          SUM,
          REDUCE_MAX,
          REDUCE_MIN,
          REDUCE_PROD,
          ARG_MAX,
          PAD,
          PADV2,
          MIRROR_PAD);

  private static final Set<Builtin> MOVE =
      EnumSet.of(
          RESHAPE,
          TRANSPOSE,
          CONCATENATION,
          SLICE,
          STRIDED_SLICE,
          GATHER,
          SPLIT,
          SPLIT_V,
          TILE,
          CAST);

  private TakenTypes() {}

  static boolean takes(Builtin kind, ElementType element) {
    return switch (element) {
      case F32 -> !LOGICAL.contains(kind);
      case I32 ->
          INTEGERS.contains(kind)
              || MOVE.contains(kind)
              || COMPARE.contains(kind)
              || kind == SELECT_V2;
      case BOOL ->
          LOGICAL.contains(kind)
              || MOVE.contains(kind) && kind != SPLIT && kind != SPLIT_V
              || kind == EQUAL
              || kind == SELECT_V2;
      case I8, U8 -> MOVE.contains(kind);
      default -> false;
    };
  }

  /** The position of the input that says with which type an operator computes. */
  static int data(Builtin kind) {
    return kind == SPLIT || kind == SELECT_V2 ? 1 : kind == TRANSPOSE_CONV ? 2 : 0;
  }
}
