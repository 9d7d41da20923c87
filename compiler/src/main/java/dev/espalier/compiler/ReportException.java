package dev.espalier.compiler;

/** A file is no report of a compile. The message names the file, and the field at fault. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this refusal. */
  public static final String REASON = "malformed_report";

  public ReportException(String message) {
    super(message);
  }

  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
