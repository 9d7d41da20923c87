package dev.espalier.latency.read;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.kernel.KernelClass;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model of a single kernel that is timed on a device.
 *
 * @param name of its files
 * @param operator {@code conv} or {@code dwconv}; of other kernels the operators they run
 * @param algorithm {@code winograd} where TFLite takes it on an Adreno 6xx, or empty
 * @param sizes of a convolution in the order of {@link #SIZES}; of other kernels empty cells
 */
public record Probe(String name, String operator, String algorithm, List<String> sizes) {
  /** The columns of sizes in rows of measurements. */
  public static final List<String> SIZES =
      List.of("c", "h", "w", "oc", "kh", "kw", "sh", "dh", "oh", "ow");

  /** The sizes of what is no convolution. */
  static final List<String> NO_SIZES = Collections.nCopies(SIZES.size(), "");

  private static final int WINOGRAD_TILES = 128;

  public Probe {
    sizes = List.copyOf(sizes);
  }

  /** The probe that runs some kernels; sizes are known of a single convolution. */
  public static Probe of(String name, List<Kernel> kernels) {
    Optional<Convolution> convolution =
        kernels.size() == 1 ? kernels.get(0).convolution() : Optional.empty();
    return convolution
        .map(c -> of(name, c))
        .orElseGet(
            () ->
                new Probe(
                    name,
                    String.join(" ", kernels.stream().map(Kernel::operators).toList()),
                    "",
                    NO_SIZES));
  }

  private static Probe of(String name, Convolution c) {
    boolean winograd = KernelClass.of(c, WINOGRAD_TILES) == KernelClass.WINOGRAD;
    IntStream sizes =
        IntStream.of(
            c.inChannels(),
            c.inHeight(),
            c.inWidth(),
            c.outChannels(),
            c.kernelHeight(),
            c.kernelWidth(),
            c.stride(),
            c.dilation(),
            c.outHeight(),
            c.outWidth());
    return new Probe(
        name,
        c.depthwise() ? "dwconv" : "conv",
        winograd ? "winograd" : "",
        sizes.mapToObj(Integer::toString).toList());
  }
}
