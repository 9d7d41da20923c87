package dev.espalier.latency.width;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.KernelModel;
import dev.espalier.latency.model.Roofline;
import dev.espalier.latency.profile.ProfilePredictor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Relaxes the kernels of one part of a graph at a point. What is no measured convolution is taken
 * as affine between the multiples of four around the point.
 */
final class RelaxKernels {
  private static final int SLICE = 4;
  private static final Roofline NOTHING = new Roofline(0, 0, 0, 0);
  private static final Convolution NO_CONVOLUTION =
      new Convolution(false, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

  /** The kernels of the part with other channels kept. */
  @FunctionalInterface
  interface At {
    List<Kernel> kept(int... channels);
  }

  private final ProfilePredictor predictor;
  private final At part;
  private final int[] pools;
  private final int[] kept;

  RelaxKernels(ProfilePredictor predictor, At part, int[] pools, int[] kept) {
    this.predictor = predictor;
    this.part = part;
    this.pools = pools;
    this.kept = kept;
  }

  /** The relaxed form of the kernel at a position. */
  RelaxedKernel run(int position) {
    Kernel here = part.kept(kept).get(position);
    Optional<Convolution> convolution = here.convolution().filter(this::isMeasured);
    Convolution form = convolution.orElse(NO_CONVOLUTION);
    double[] in = new double[pools.length];
    double[] out = new double[pools.length];
    double[] slopes = new double[pools.length];
    int[] low = kept.clone();
    for (int pool : pools) {
      low[pool] = Math.max(SLICE, kept[pool] / SLICE * SLICE);
    }
    double base = rest(part.kept(low).get(position));
    double rest = base;
    for (int i = 0; i < pools.length; i++) {
      Kernel higher = part.kept(more(low, pools[i])).get(position);
      slopes[i] = (rest(higher) - base) / SLICE;
      rest += slopes[i] * (kept[pools[i]] - low[pools[i]]);
      if (convolution.isPresent()) {
        Convolution wider = part.kept(more(kept, pools[i])).get(position).convolution().get();
        in[i] = (double) (wider.inChannels() - form.inChannels()) / SLICE;
        out[i] = (double) (wider.outChannels() - form.outChannels()) / SLICE;
      }
    }
    return new RelaxedKernel(
        pools,
        point(),
        form.withChannels(stored(form.inChannels(), in), stored(form.outChannels(), out)),
        in,
        out,
        convolution.map(this::roofline).orElse(NOTHING),
        convolution.map(this::correction).orElse(0.0),
        predictor.profile().model().elementBytes(),
        rest,
        slopes);
  }

  /** Channels that depend on no pool are stored in slices. */
  private static int stored(int channels, double... slopes) {
    boolean fixed = Arrays.stream(slopes).allMatch(slope -> slope == 0);
    return fixed ? Convolution.sliced(channels) : channels;
  }

  private static int[] more(int[] channels, int pool) {
    int[] more = channels.clone();
    more[pool] += SLICE;
    return more;
  }

  private double[] point() {
    double[] point = new double[pools.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = kept[pools[i]];
    }
    return point;
  }

  /** What a kernel takes beside a measured convolution. */
  private double rest(Kernel kernel) {
    double all = predictor.predict(kernel).milliseconds();
    return kernel
        .convolution()
        .filter(this::isMeasured)
        .map(c -> all - model().milliseconds(c, predictor.kernelClass(c)))
        .orElse(all);
  }

  private boolean isMeasured(Convolution convolution) {
    return model().classes().containsKey(predictor.kernelClass(convolution));
  }

  private Roofline roofline(Convolution convolution) {
    return model().classes().get(predictor.kernelClass(convolution)).roofline();
  }

  private double correction(Convolution convolution) {
    KernelClass kind = predictor.kernelClass(convolution);
    return model().scale() * StrictMath.exp(model().residual(convolution, kind));
  }

  private KernelModel model() {
    return predictor.profile().model();
  }
}
