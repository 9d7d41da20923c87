package dev.espalier.passes.prune;

/** A model has nothing that a method could rank channels by. */
public final class MethodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MethodException(String message) {
    super(message);
  }

  static MethodException nothing(PruneMethod method) {
    return new MethodException(
        "method "
            + method.text()
            + " needs batch normalisations, and no channel that can be pruned has one;"
            + " they may be folded into the convolutions already");
  }
}
