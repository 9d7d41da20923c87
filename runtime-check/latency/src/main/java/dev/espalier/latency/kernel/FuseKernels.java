package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteModel;
import java.util.List;

/**
 * The kernels that TFLite's GPU delegate makes of a lowered graph, which it takes as a whole.
 *
 * <pre>
 *   PAD, CONV_2D, ADD of two values, RELU   |   one kernel
 * </pre>
 *
 * <p>The rules are read from the delegate's source, not from a phone; see {@link RewriteForGpu} and
 * {@link LinkKernels}.
 */
public final class FuseKernels {
  private FuseKernels() {}

  /** The kernels in the order they run. */
  public static List<Kernel> of(LiteModel model) {
    return LinkKernels.run(model, RewriteForGpu.run(model)).stream()
        .flatMap(ops -> new MeasureWork(model, ops).run().stream())
        .toList();
  }
}
