package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.List;

/**
 * The kernels that TFLite's GPU delegate makes of a lowered graph, which it takes as a whole but
 * for an arg-max at the end, which runs on the CPU and is not counted.
 *
 * <pre>
 *   PAD, CONV_2D, ADD of two values, RELU   |   one kernel
 * </pre>
 *
 * <p>The rules are read from the delegate's source, not from a phone; see {@link RewriteForGpu} and
 * {@link LinkKernels}.
 */
public final class FuseKernels {
  /**
   * Operators that run as one kernel.
   *
   * @param ops in the order they run
   */
  public record Linked(List<LiteOp> ops) {
    public Linked {
      ops = List.copyOf(ops);
    }

    /**
     * What the operators compute as a kernel; two for a product of two values, one of which is
     * first brought into the form of weights.
     *
     * @param model their graph, or the same with other sizes
     */
    public List<Kernel> measure(LiteModel model) {
      return new MeasureWork(model, ops).run();
    }
  }

  private FuseKernels() {}

  /** The kernels in the order they run. */
  public static List<Kernel> of(LiteModel model) {
    return link(model).stream().flatMap(linked -> linked.measure(model).stream()).toList();
  }

  /** Which operators are linked, in the order they run. */
  public static List<Linked> link(LiteModel model) {
    return LinkKernels.run(model, RewriteForGpu.run(model)).stream()
        .filter(ops -> ops.get(0).kind() != Builtin.ARG_MAX)
        .map(Linked::new)
        .toList();
  }
}
