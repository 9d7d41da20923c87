package dev.espalier.ir.op;

/** What is left of the axes of one operator after channels were removed. */
public interface Kept {
  /** The indices of an axis that stay, ascending; all of them where nothing was removed. */
  int[] indices(Axis axis);

  /** How many indices of an axis stay. */
  default int count(Axis axis) {
    return indices(axis).length;
  }

  /** How many indices an axis had before. */
  long size(Axis axis);

  /** The rank of a result. */
  int rank(int result);

  /** Whether an axis lost indices. */
  boolean cut(Axis axis);
}
