package dev.espalier.tflite.shape;

import java.util.List;

/** The shapes of an operator's results. */
@FunctionalInterface
interface ShapeRule {
  /**
   * Computes them.
   *
   * @throws dev.espalier.tflite.TfliteException when operands or attributes do not fit together
   */
  List<List<Integer>> results(Use use);
}
