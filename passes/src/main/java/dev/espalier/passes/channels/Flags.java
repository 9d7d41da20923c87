package dev.espalier.passes.channels;

/** Tells of flags, one per channel or position, whether they are set. */
final class Flags {
  private Flags() {}

  static boolean any(boolean... flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  static boolean all(boolean... flags) {
    for (boolean flag : flags) {
      if (!flag) {
        return false;
      }
    }
    return true;
  }
}
