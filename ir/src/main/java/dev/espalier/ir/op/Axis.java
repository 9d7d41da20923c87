package dev.espalier.ir.op;

/**
 * An axis of an operand or a result of one operator.
 *
 * @param result whether it belongs to a result
 * @param position which operand or result
 * @param axis counted from the front
 */
public record Axis(boolean result, int position, int axis) {
  public static Axis in(int operand, int axis) {
    return new Axis(false, operand, axis);
  }

  public static Axis out(int axis) {
    return new Axis(true, 0, axis);
  }

  public static Axis out(int result, int axis) {
    return new Axis(true, result, axis);
  }
}
