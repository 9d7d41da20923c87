package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ranks the channels of a pool; higher is more important. The score of a channel is the sum over
 * its producers, each scaled to a mean of 1.
 */
final class ScoreChannels {
  private final Graph graph;
  private final PruneMethod method;
  private final Random random;

  ScoreChannels(Graph graph, PruneMethod method, long seed) {
    this.graph = graph;
    this.method = method;
    this.random = new Random(seed);
  }

  /** Empty when the method has nothing to go by, such as slimming without a normalisation. */
  Optional<double[]> of(Pool pool) {
    return switch (method) {
      case UNIFORM -> Optional.of(descending(pool.size()));
      case RANDOM -> Optional.of(random.doubles(pool.size()).toArray());
      case L1, FPGM, SLIMMING -> fromWeights(pool);
    };
  }

  /** The mean of the absolute scales of a pool's normalisations; empty if there are none. */
  Optional<double[]> scales(Pool pool) {
    double[] sum = new double[pool.size()];
    int count = 0;
    for (Map.Entry<Producer, Member> entry : pool.producers().entrySet()) {
      if (entry.getKey().isNorm() && entry.getKey().weight().isPresent()) {
        double[] own = norms(filters(entry.getKey().weight().get(), entry.getValue(), pool.size()));
        Arrays.setAll(sum, c -> sum[c] + own[c]);
        count++;
      }
    }
    int norms = count;
    Arrays.setAll(sum, c -> sum[c] / norms);
    return norms > 0 ? Optional.of(sum) : Optional.empty();
  }

  private static double[] descending(int size) {
    double[] scores = new double[size];
    Arrays.setAll(scores, i -> size - i);
    return scores;
  }

  private Optional<double[]> fromWeights(Pool pool) {
    double[] sum = new double[pool.size()];
    boolean any = false;
    for (Map.Entry<Producer, Member> entry : pool.producers().entrySet()) {
      boolean wanted = entry.getKey().isNorm() == (method == PruneMethod.SLIMMING);
      if (wanted && entry.getKey().weight().isPresent()) {
        add(sum, filters(entry.getKey().weight().get(), entry.getValue(), pool.size()));
        any = true;
      }
    }
    return any ? Optional.of(sum) : Optional.empty();
  }

  private void add(double[] sum, double[][] filters) {
    double[] own = method == PruneMethod.FPGM ? distances(filters) : norms(filters);
    double mean = Arrays.stream(own).average().orElse(0);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += mean > 0 ? own[i] / mean : 0;
    }
  }

  /** The weights that make each channel. */
  private double[][] filters(ValueAxis weight, Member factor, int channels) {
    Tensor tensor = graph.constants().get(weight.value());
    int length = Math.toIntExact(tensor.dim(weight.axis()));
    double[][] filters = new double[channels][];
    for (int c = 0; c < channels; c++) {
      int channel = c;
      int[] positions =
          IntStream.range(0, length).filter(p -> factor.index(p) == channel).toArray();
      filters[c] = tensor.select(weight.axis(), positions).toDoubles();
    }
    return filters;
  }

  private static double[] norms(double[][] filters) {
    return Arrays.stream(filters).mapToDouble(f -> Arrays.stream(f).map(Math::abs).sum()).toArray();
  }

  private static double[] distances(double[][] filters) {
    double[] sums = new double[filters.length];
    for (int i = 0; i < filters.length; i++) {
      for (int j = 0; j < i; j++) {
        double distance = distance(filters[i], filters[j]);
        sums[i] += distance;
        sums[j] += distance;
      }
    }
    return sums;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < Math.min(a.length, b.length); k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }
}
