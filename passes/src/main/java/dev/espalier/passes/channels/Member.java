package dev.espalier.passes.channels;

/** A factor of an axis as a member of a class; position p is index {@code p / inner % size}. */
public record Member(ValueAxis axis, long size, long inner) {
  /** The index that a position of the axis has in this factor. */
  public int index(int position) {
    return (int) (position / inner % size);
  }
}
