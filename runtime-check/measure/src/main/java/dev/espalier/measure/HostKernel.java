package dev.espalier.measure;

import java.util.List;

/**
 * What a runtime executes as one on the host's CPU.
 *
 * @param kind kernels of one kind share a fit, such as {@code nchwc.Conv 1x1}
 * @param shape operator, sizes and attributes as text: equal for kernels that do the same work
 * @param terms what the time is made of, each with a coefficient that is not negative: 1 for the
 *     launch, millions of multiply-accumulates, megabytes
 * @param features numbers in which the remaining error is smooth: logarithms of sizes, windows
 */
public record HostKernel(String kind, String shape, List<Double> terms, List<Double> features) {
  public HostKernel {
    terms = List.copyOf(terms);
    features = List.copyOf(features);
  }
}
