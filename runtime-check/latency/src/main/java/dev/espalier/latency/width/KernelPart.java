package dev.espalier.latency.width;

import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.passes.prune.SumOfParts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The time of a kernel by the kept channels of pools. */
final class KernelPart implements SumOfParts.Part {
  private final ProfilePredictor predictor;
  private final KernelLayout layout;
  private final int position;
  private final int[] channels;
  private final int[] pools;

  /**
   * @param position among the kernels that the operators run as
   * @param channels of each pool
   */
  private KernelPart(
      ProfilePredictor predictor, KernelLayout layout, int position, int... channels) {
    this.predictor = predictor;
    this.layout = layout;
    this.position = position;
    this.channels = channels;
    this.pools = layout.pools();
  }

  /** One part for each kernel that operators run as. */
  static List<KernelPart> of(ProfilePredictor predictor, KernelLayout layout, int... channels) {
    int count = layout.kernels(new int[channels.length]).size();
    return IntStream.range(0, count)
        .mapToObj(position -> new KernelPart(predictor, layout, position, channels))
        .toList();
  }

  @Override
  public int[] pools() {
    return pools;
  }

  @Override
  public double cost(int... kept) {
    return predictor.predict(kernels(kept).get(position)).milliseconds();
  }

  @Override
  public double[] gradient(int... kept) {
    double[] point = new double[kept.length];
    for (int pool = 0; pool < kept.length; pool++) {
      point[pool] = kept[pool];
    }
    double[] all = new double[kept.length];
    relaxed(kept).addGradient(point, all);
    double[] own = new double[pools.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = all[pools[i]];
    }
    return own;
  }

  /** The relaxed form at a point. */
  RelaxedKernel relaxed(int... kept) {
    return new RelaxKernels(predictor, this::kernels, pools, kept).run(position);
  }

  private List<Kernel> kernels(int... kept) {
    int[] removed = new int[kept.length];
    for (int pool = 0; pool < kept.length; pool++) {
      removed[pool] = channels[pool] - kept[pool];
    }
    return layout.kernels(removed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KernelPart part
        && part.predictor.equals(predictor)
        && part.position == position
        && part.layout.equals(layout)
        && Arrays.equals(part.own(), own());
  }

  /** All channels of its pools. */
  private int[] own() {
    return Arrays.stream(pools).map(pool -> channels[pool]).toArray();
  }

  @Override
  public int hashCode() {
    return layout.hashCode();
  }
}
