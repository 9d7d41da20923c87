package dev.espalier.passes.channels;

/** An axis of a value of a graph. */
public record ValueAxis(String value, int axis) {
  @Override
  public String toString() {
    return "%" + value + " axis " + axis;
  }
}
