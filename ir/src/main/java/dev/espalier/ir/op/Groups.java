package dev.espalier.ir.op;

/** Groups of a convolution after channels were removed. */
final class Groups {
  private Groups() {}

  /** How many groups still have an input channel. */
  static long left(long groups, Kept kept) {
    Axis channels = Axis.in(0, 1);
    if (!kept.cut(channels)) {
      return groups;
    }
    long perGroup = kept.size(channels) / groups;
    long left = 0;
    long last = -1;
    for (int index : kept.indices(channels)) {
      left += index / perGroup > last ? 1 : 0;
      last = index / perGroup;
    }
    return left;
  }
}
