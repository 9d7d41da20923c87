package dev.espalier.tflite.shape;

import static dev.espalier.tflite.model.Builtin.*;

import dev.espalier.tflite.model.Builtin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many axes TFLite's own kernels take. Beyond it they end the process, or compute nonsense;
 * found by running each with 5, 6 and 7 axes in version 2.20.
 */
public final class KernelRanks {
  private static final int ANY = Integer.MAX_VALUE;

  private static final Map<Builtin, Integer> ALWAYS = new EnumMap<>(Builtin.class);

  /** For operands of different shapes. */
  private static final Map<Builtin, Integer> STRETCHED = new EnumMap<>(Builtin.class);

  static {
    put(ALWAYS, 5, SLICE, STRIDED_SLICE, PAD, PADV2, BATCH_MATMUL);
    put(ALWAYS, 6, FULLY_CONNECTED);
    put(STRETCHED, 4, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, PRELU);
    put(STRETCHED, 4, LOGICAL_AND, LOGICAL_OR, FLOOR_MOD, FLOOR_DIV, POW, SQUARED_DIFFERENCE);
    put(STRETCHED, 5, DIV, MAXIMUM, MINIMUM, SELECT_V2);
    put(STRETCHED, 6, ADD, SUB, MUL);
  }

  private KernelRanks() {}

  private static void put(Map<Builtin, Integer> ranks, int most, Builtin... kinds) {
    for (Builtin kind : kinds) {
      ranks.put(kind, most);
    }
  }

  /** The largest rank of operands of these shapes. */
  public static int most(Builtin kind, List<List<Integer>> shapes) {
    boolean stretched = shapes.stream().distinct().count() > 1;
    int always = ALWAYS.getOrDefault(kind, ANY);
    return stretched ? Math.min(always, STRETCHED.getOrDefault(kind, ANY)) : always;
  }

  /** Whether operands of these shapes have few enough axes. */
  public static boolean take(Builtin kind, List<List<Integer>> shapes) {
    int most = most(kind, shapes);
    return shapes.stream().allMatch(shape -> shape.size() <= most);
  }
}
