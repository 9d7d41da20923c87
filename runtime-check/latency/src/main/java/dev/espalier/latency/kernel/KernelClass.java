package dev.espalier.latency.kernel;

import java.util.Arrays;
import java.util.Optional;

/** Convolution kernels that a GPU runs by different algorithms, each with a fit of its own. */
public enum KernelClass {
  /** A dense convolution with a 1x1 window: a matrix product. */
  POINTWISE("c1"),
  /** Any other dense convolution that is computed directly. */
  DENSE("ck"),
  /** A dense 3x3 convolution computed by Winograd's F(4x4, 3x3). */
  WINOGRAD("wino"),
  /** One filter per channel. */
  DEPTHWISE("dw");

  private final String text;

  KernelClass(String text) {
    this.text = text;
  }

  /** The name in profiles and tables: {@code c1}. */
  public String text() {
    return text;
  }

  /** The inverse of {@link #text()}; empty for an unknown name. */
  public static Optional<KernelClass> parse(String text) {
    return Arrays.stream(values()).filter(known -> known.text.equals(text)).findFirst();
  }
}
