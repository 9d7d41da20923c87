package dev.espalier.cli;

/** Exit codes, which scripts rely on. */
final class Exit {
  /** Done, and every check passed. */
  static final int OK = 0;

  /** A difference, a budget, or a warning under {@code --strict}. */
  static final int CHECK_FAILED = 1;

  /** The command line asks for something that does not exist or cannot be. */
  static final int USAGE = 2;

  /** The input is no valid model, or one that cannot be run. */
  static final int INPUT = 3;

  /** The model is valid, but the target cannot express it. */
  static final int TARGET = 4;

  /** Espalier is at fault. */
  static final int INTERNAL = 70;

  private Exit() {}
}
