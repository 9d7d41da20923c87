package dev.espalier.check;

/** A runtime cannot load or run a model. The message names the model, the step and the reason. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String model;

  public RunException(String model, String step, String reason) {
    super(model + ": " + step + ": " + reason);
    this.model = model;
  }

  public RunException(String model, String step, Throwable cause) {
    this(model, step, String.valueOf(cause.getMessage()));
    initCause(cause);
  }

  /** The model at fault, as it was named when the runner was opened. */
  public String model() {
    return model;
  }
}
