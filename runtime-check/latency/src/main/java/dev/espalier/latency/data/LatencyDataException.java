package dev.espalier.latency.data;

import java.util.Locale;

/** Data about latency that cannot be used; the message says where and why. */
public final class LatencyDataException extends RuntimeException {
  /** What machines are told. */
  public static final String REASON = "malformed_latency_data";

  private static final long serialVersionUID = 1;

  public LatencyDataException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
