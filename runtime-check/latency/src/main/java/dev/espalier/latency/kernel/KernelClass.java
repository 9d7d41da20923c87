package dev.espalier.latency.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
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

  private static final int WINDOW = 3;
  private static final int TILE = 4;
  private static final int LEAST_CHANNELS = 128;

  private final String text;

  KernelClass(String text) {
    this.text = text;
  }

  /**
   * The algorithm that TFLite's GPU delegate takes for a convolution (LiteRT at f674577).
   *
   * @param winogradTiles the fewest tiles of 4x4 results for which the device takes Winograd: 128
   *     on Adreno 6xx, 64 on Adreno 7xx; 0 for never
   */
  public static KernelClass of(Convolution convolution, int winogradTiles) {
    if (convolution.depthwise()) {
      return DEPTHWISE;
    } else if (isWinograd(convolution, winogradTiles)) {
      return WINOGRAD;
    }
    return convolution.isPointwise() ? POINTWISE : DENSE;
  }

  private static boolean isWinograd(Convolution convolution, int winogradTiles) {
    return winogradTiles > 0
        && convolution.kernelHeight() == WINDOW
        && convolution.kernelWidth() == WINDOW
        && convolution.stride() == 1
        && convolution.dilation() == 1
        && Convolution.sliced(convolution.inChannels()) >= LEAST_CHANNELS
        && Convolution.sliced(convolution.outChannels()) >= LEAST_CHANNELS
        && tiles(convolution.outHeight()) * tiles(convolution.outWidth()) >= winogradTiles;
  }

  private static int tiles(int size) {
    return (size + TILE - 1) / TILE;
  }

  /** The name in profiles and tables: {@code c1}. */
  @JsonValue
  public String text() {
    return text;
  }

  /** The inverse of {@link #text()}; empty for an unknown name. */
  public static Optional<KernelClass> parse(String text) {
    return Arrays.stream(values()).filter(known -> known.text.equals(text)).findFirst();
  }
}
