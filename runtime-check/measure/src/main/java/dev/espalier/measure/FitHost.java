package dev.espalier.measure;

import dev.espalier.latency.fit.NonNegativeLeastSquares;
import dev.espalier.measure.fit.FitKind;
import dev.espalier.measure.fit.KindFit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fits a profile to generated networks.
 *
 * @param held networks to be predicted: no kernel that one of them has is fitted
 */
public record FitHost(HostRuntime runtime, String cpu, List<Measured> held, long seed) {
  private static final double SMALL = 3;

  /** The profile. */
  public HostProfile fit(List<Measured> generated) {
    Set<String> shapes = shapes();
    Map<String, List<TimedKernel>> kinds = new TreeMap<>();
    int leftOut = 0;
    for (Measured network : generated) {
      for (TimedKernel kernel : network.kernels()) {
        if (shapes.contains(kernel.kernel().shape())) {
          leftOut++;
        } else {
          kinds.computeIfAbsent(kernel.kernel().kind(), k -> new ArrayList<>()).add(kernel);
        }
      }
    }
    requireUnseen(kinds, shapes);
    List<KindFit> fits = new ArrayList<>();
    kinds.forEach((kind, rows) -> fits.add(FitKind.of(kind, rows, seed)));
    double[] beside = beside(generated);
    return new HostProfile(
        HostProfile.VERSION,
        "%s-%s-fp32".formatted(HostCpu.slug(cpu), runtime.name()),
        cpu,
        runtime.name(),
        runtime.version(),
        generated.size(),
        leftOut,
        beside[0],
        beside[1],
        fits);
  }

  private Set<String> shapes() {
    Set<String> shapes = new HashSet<>();
    held.forEach(model -> model.kernels().forEach(k -> shapes.add(k.kernel().shape())));
    return shapes;
  }

  /**
   * Checks what is fitted.
   *
   * @throws IllegalStateException when a kernel to be predicted is among it
   */
  static void requireUnseen(Map<String, List<TimedKernel>> fitted, Set<String> held) {
    fitted
        .values()
        .forEach(
            rows ->
                rows.forEach(
                    row -> {
                      if (held.contains(row.kernel().shape())) {
                        throw new IllegalStateException(
                            "a kernel to be predicted is fitted: " + row.kernel().shape());
                      }
                    }));
  }

  /**
   * What a run takes beside its kernels, and what a kernel takes less without the profiler, by
   * least squares on relative errors of small networks, in which the rest does not hide it.
   */
  private static double[] beside(List<Measured> generated) {
    List<Measured> small =
        generated.stream().filter(network -> network.milliseconds() < SMALL).toList();
    if (small.isEmpty()) {
      return new double[] {0, 0};
    }
    double[][] rows =
        small.stream()
            .map(n -> new double[] {1 / n.sum(), -n.kernels().size() / n.sum()})
            .toArray(double[][]::new);
    double[] target = small.stream().mapToDouble(n -> n.milliseconds() / n.sum() - 1).toArray();
    double[] x = NonNegativeLeastSquares.solve(rows, target);
    return new double[] {x[0], -x[1]};
  }
}
