package dev.espalier.measure;

import dev.espalier.latency.data.LatencyDataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A network over several rounds.
 *
 * @param kernels each with the least time of the rounds
 * @param milliseconds of a whole run: the least of the rounds
 * @param noise by how much the slowest round was slower than the fastest, as a fraction
 */
public record Measured(
    String network, List<TimedKernel> kernels, double milliseconds, double noise) {
  public Measured {
    kernels = List.copyOf(kernels);
  }

  /** Of one round or more of the same network; their kernels may come in any order. */
  public static Measured of(List<Round> rounds) {
    List<TimedKernel> kernels = sorted(rounds.get(0));
    for (Round round : rounds.subList(1, rounds.size())) {
      kernels = faster(kernels, sorted(round), round.network());
    }
    double least = rounds.stream().mapToDouble(Round::milliseconds).min().orElseThrow();
    double most = rounds.stream().mapToDouble(Round::milliseconds).max().orElseThrow();
    return new Measured(rounds.get(0).network(), kernels, least, most / least - 1);
  }

  private static List<TimedKernel> sorted(Round round) {
    List<TimedKernel> kernels = new ArrayList<>(round.kernels());
    kernels.sort(
        Comparator.comparing((TimedKernel k) -> k.kernel().shape())
            .thenComparing(TimedKernel::milliseconds));
    return kernels;
  }

  private static List<TimedKernel> faster(
      List<TimedKernel> a, List<TimedKernel> b, String network) {
    if (!shapes(a).equals(shapes(b))) {
      throw new LatencyDataException("%s ran other kernels in another round", network);
    }
    List<TimedKernel> faster = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      faster.add(a.get(i).milliseconds() <= b.get(i).milliseconds() ? a.get(i) : b.get(i));
    }
    return faster;
  }

  private static List<String> shapes(List<TimedKernel> kernels) {
    return kernels.stream().map(k -> k.kernel().shape()).toList();
  }

  /** The kernels' times together, in milliseconds. */
  double sum() {
    return kernels.stream().mapToDouble(TimedKernel::milliseconds).sum();
  }
}
