package dev.espalier.passes.prune;

/** A model has nothing that a method could rank channels by. */
public final class MethodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MethodException(String message) {
    super(message);
  }
}
