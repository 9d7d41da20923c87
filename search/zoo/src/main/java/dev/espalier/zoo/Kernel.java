package dev.espalier.zoo;

import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import java.util.List;

/**
 * The window of a convolution. Made by {@link #of}, it has stride 1 and as much padding as keeps
 * the size.
 *
 * @param height in elements
 * @param width in elements
 * @param padHeight zeros above and below
 * @param padWidth zeros on the left and right
 * @param stride along both axes
 * @param dilation along both axes
 * @param groups runs of channels that do not see each other
 * @param biased whether a bias is added
 */
record Kernel(
    long height,
    long width,
    long padHeight,
    long padWidth,
    long stride,
    long dilation,
    long groups,
    boolean biased) {
  static Kernel of(long size) {
    return of(size, size);
  }

  static Kernel of(long height, long width) {
    return new Kernel(height, width, height / 2, width / 2, 1, 1, 1, false);
  }

  Kernel stride(long other) {
    return new Kernel(height, width, padHeight, padWidth, other, dilation, groups, biased);
  }

  /** Elements of the window that many apart, with the padding that keeps the size. */
  Kernel dilation(long other) {
    return new Kernel(
        height, width, height / 2 * other, width / 2 * other, stride, other, groups, biased);
  }

  Kernel groups(long other) {
    return new Kernel(height, width, padHeight, padWidth, stride, dilation, other, biased);
  }

  Kernel unpadded() {
    return new Kernel(height, width, 0, 0, stride, dilation, groups, biased);
  }

  Kernel withBias() {
    return new Kernel(height, width, padHeight, padWidth, stride, dilation, groups, true);
  }

  Conv conv() {
    return new Conv(
        List.of(stride, stride),
        List.of(dilation, dilation),
        List.of(padHeight, padWidth, padHeight, padWidth),
        groups);
  }

  /** The transposed convolution whose result is as many times larger as the stride. */
  ConvTranspose transposed() {
    return new ConvTranspose(
        List.of(stride, stride),
        List.of(dilation, dilation),
        List.of(padHeight, padWidth, padHeight, padWidth),
        List.of(stride - height + 2 * padHeight, stride - width + 2 * padWidth),
        groups);
  }
}
