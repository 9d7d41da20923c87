package dev.espalier.latency.width;

import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.passes.prune.PrunePlan;
import dev.espalier.passes.prune.PrunePlan.StepPool;
import java.util.ArrayList;
import java.util.List;

/**
 * The predicted time of a graph by how many channels each pool of coupled channels keeps, with a
 * gradient for searching. The value is exact: the sum of the kernels as they would run. The
 * gradient is that of a relaxed form in which channels are not rounded up to slices of four and the
 * algorithm of each kernel and the correction of its roofline stay as they are.
 */
public final class LatencySurface {
  private final List<StepPool> pools;
  private final ProfilePredictor predictor;
  private final WidthTime time;

  private LatencySurface(List<StepPool> pools, ProfilePredictor predictor, WidthTime time) {
    this.pools = pools;
    this.predictor = predictor;
    this.time = time;
  }

  /**
   * Learns how the kernels of a graph depend on its pools.
   *
   * @param plan of the graph; how it ranks channels does not matter
   * @throws dev.espalier.tflite.NotOnTargetException when a part of the graph runs on the CPU
   */
  public static LatencySurface of(PrunePlan plan, ProfilePredictor predictor) {
    ScaledModel model = LearnWidths.of(plan, predictor.profile().name());
    return new LatencySurface(plan.pools(), predictor, new WidthTime(model, predictor));
  }

  /** The pools by position, each with its name and all its channels. */
  public List<StepPool> pools() {
    return pools;
  }

  /**
   * The exact time in milliseconds.
   *
   * @param kept channels of each pool, 1 or more
   */
  public double milliseconds(int... kept) {
    return time.milliseconds(removed(kept));
  }

  /** The derivative of the relaxed form by the kept channels of each pool, never negative. */
  public double[] gradient(int... kept) {
    double[] point = new double[kept.length];
    for (int pool = 0; pool < kept.length; pool++) {
      point[pool] = kept[pool];
    }
    return relaxed(kept).gradient(point);
  }

  /** The relaxed form with algorithms and corrections as they are at a point. */
  public Relaxed relaxed(int... kept) {
    List<RelaxedKernel> kernels = new ArrayList<>();
    for (int part = 0; part < time.parts(); part++) {
      int own = part;
      RelaxKernels.At at = channels -> time.kernels(own, removed(channels));
      RelaxKernels relax = new RelaxKernels(predictor, at, time.pools(part), kept);
      List<Kernel> here = at.kept(kept);
      for (int position = 0; position < here.size(); position++) {
        kernels.add(relax.run(position));
      }
    }
    return new Relaxed(kernels);
  }

  private int[] removed(int... kept) {
    int[] removed = new int[kept.length];
    for (int pool = 0; pool < kept.length; pool++) {
      removed[pool] = pools.get(pool).channels() - kept[pool];
    }
    return removed;
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
