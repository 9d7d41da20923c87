package dev.espalier.latency.width;

import dev.espalier.latency.kernel.FuseKernels;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.passes.prune.Narrowable;
import dev.espalier.passes.prune.Narrowable.Widths;
import dev.espalier.passes.prune.SumOfParts;
import dev.espalier.passes.prune.WidthCost;
import java.util.List;

/**
 * The predicted time of a graph, in milliseconds, by how many channels each pool of coupled
 * channels keeps, with a gradient for searching. The value is exact: the sum of the kernels as they
 * would run. The gradient is that of a relaxed form in which channels are not rounded up to slices
 * of four and the algorithm of each kernel and the correction of its roofline stay as they are; it
 * is never negative.
 */
public final class LatencySurface implements WidthCost {
  private final List<KernelPart> parts;
  private final SumOfParts sum;

  private LatencySurface(List<KernelPart> parts, SumOfParts.Memory memory) {
    this.parts = parts;
    this.sum = new SumOfParts(parts, memory);
  }

  /**
   * Learns how the kernels of a graph depend on its pools.
   *
   * @param memory of the times of kernels, which graphs of the same pools may share
   * @throws dev.espalier.tflite.NotOnTargetException when a part of the graph runs on the CPU
   */
  public static LatencySurface of(
      Narrowable graph, ProfilePredictor predictor, SumOfParts.Memory memory) {
    ScaledModel model = LearnWidths.of(graph, predictor.profile().name());
    int[] channels = graph.widths().stream().mapToInt(Widths::channels).toArray();
    List<KernelPart> parts =
        FuseKernels.link(model.base()).stream()
            .map(linked -> KernelLayout.of(model, linked))
            .flatMap(layout -> KernelPart.of(predictor, layout, channels).stream())
            .toList();
    return new LatencySurface(parts, memory);
  }

  @Override
  public double of(int... kept) {
    return sum.of(kept);
  }

  @Override
  public double[] gradient(int... kept) {
    return sum.gradient(kept);
  }

  /** The relaxed form with algorithms and corrections as they are at a point. */
  public Relaxed relaxed(int... kept) {
    return new Relaxed(parts.stream().map(part -> part.relaxed(kept)).toList());
  }

  /** A smooth function of real numbers of kept channels. */
  public static final class Relaxed {
    private final List<RelaxedKernel> kernels;

    private Relaxed(List<RelaxedKernel> kernels) {
      this.kernels = kernels;
    }

    /** The time in milliseconds. */
    public double milliseconds(double... kept) {
      double sum = 0;
      for (RelaxedKernel kernel : kernels) {
        sum += kernel.milliseconds(kept);
      }
      return sum;
    }

    /** The derivative by each pool. */
    public double[] gradient(double... kept) {
      double[] gradient = new double[kept.length];
      kernels.forEach(kernel -> kernel.addGradient(kept, gradient));
      return gradient;
    }
  }
}
