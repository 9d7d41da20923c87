package dev.espalier.latency.fit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** Ways to predict a kernel's time, in the order of the tables. */
public enum Method {
  /** Launch, arithmetic and traffic alone. */
  ROOFLINE("roofline"),
  /** A network that is told nothing of rooflines. */
  MLP("mlp"),
  /** A roofline, corrected by networks. */
  ROOFLINE_MLP("roofline-mlp"),
  /** A roofline, corrected by a Gaussian process. */
  ROOFLINE_GAUSSIAN_PROCESS("roofline-gp");

  private final String text;

  Method(String text) {
    this.text = text;
  }

  /** The name in options, profiles and tables. */
  @JsonValue
  public String text() {
    return text;
  }

  /** The inverse of {@link #text()}; empty for an unknown name. */
  public static Optional<Method> parse(String text) {
    return Arrays.stream(values()).filter(known -> known.text.equals(text)).findFirst();
  }
}
