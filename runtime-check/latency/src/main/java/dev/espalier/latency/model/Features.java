package dev.espalier.latency.model;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.KernelClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the residual network is told about a kernel: logarithms of its sizes, and its kind. */
public final class Features {
  /** The features by position. */
  public static final List<String> NAMES =
      List.of(
          "log MMAC",
          "log input bytes",
          "log output bytes",
          "log weight bytes",
          "log input channels",
          "log output channels",
          "log output pixels",
          "log MAC/byte",
          "log roofline",
          "kernel height",
          "kernel width",
          "stride",
          "dilated",
          "depthwise",
          "winograd",
          "pointwise",
          "even pixels",
          "even height",
          "even width",
          "even input channels",
          "even output channels");

  private static final int LOGARITHMS = 8;
  private static final int FIRST_OF_WINDOW = 9;
  private static final int END_OF_WINDOW = 13;

  private static final double BYTES_PER_MEGABYTE = 1e6;

  private Features() {}

  /** Those that tell whether a kernel resembles measured ones: its sizes and its window. */
  public static double[] spanning(double[] features) {
    double[] sizes = Arrays.copyOf(features, LOGARITHMS + END_OF_WINDOW - FIRST_OF_WINDOW);
    System.arraycopy(features, FIRST_OF_WINDOW, sizes, LOGARITHMS, END_OF_WINDOW - FIRST_OF_WINDOW);
    return sizes;
  }

  /** The names of {@link #spanning}. */
  public static List<String> spanningNames() {
    List<String> names = new ArrayList<>(NAMES.subList(0, LOGARITHMS));
    names.addAll(NAMES.subList(FIRST_OF_WINDOW, END_OF_WINDOW));
    return names;
  }

  /**
   * The features in the order of {@link #NAMES}.
   *
   * @param rooflineMilliseconds what the roofline predicts for the kernel
   */
  public static double[] of(
      Convolution kernel, KernelClass kind, int elementBytes, double rooflineMilliseconds) {
    double weights = kernel.weightMegabytes(elementBytes);
    double bytes = kernel.activationMegabytes(elementBytes) + weights;
    int pixels = kernel.outHeight() * kernel.outWidth();
    return new double[] {
      log(kernel.megaMacs()),
      log(kernel.inputElements() * elementBytes),
      log(kernel.outputElements() * elementBytes),
      log(weights * BYTES_PER_MEGABYTE),
      log(Convolution.sliced(kernel.inChannels())),
      log(Convolution.sliced(kernel.outChannels())),
      log(pixels),
      log(kernel.megaMacs() / bytes),
      log(rooflineMilliseconds),
      kernel.kernelHeight(),
      kernel.kernelWidth(),
      kernel.stride(),
      is(kernel.dilation() > 1),
      is(kind == KernelClass.DEPTHWISE),
      is(kind == KernelClass.WINOGRAD),
      is(kind == KernelClass.POINTWISE),
      Integer.numberOfTrailingZeros(pixels),
      Integer.numberOfTrailingZeros(kernel.outHeight()),
      Integer.numberOfTrailingZeros(kernel.outWidth()),
      Integer.numberOfTrailingZeros(Convolution.sliced(kernel.inChannels())),
      Integer.numberOfTrailingZeros(Convolution.sliced(kernel.outChannels()))
    };
  }

  private static double log(double x) {
    return StrictMath.log(x);
  }

  private static double is(boolean yes) {
    return yes ? 1 : 0;
  }
}
