package dev.espalier.latency.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The range of each feature that tells whether a kernel resembles measured ones.
 *
 * @param ranges in the order of {@link Features#spanningNames}
 */
public record Hull(List<Range> ranges) {
  public Hull {
    ranges = List.copyOf(ranges);
  }

  /** The hull of kernels, given all features of each. */
  public static Hull of(List<double[]> kernels) {
    List<double[]> sizes = kernels.stream().map(Features::spanning).toList();
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < Features.spanningNames().size(); i++) {
      int position = i;
      ranges.add(Range.of(sizes.stream().map(kernel -> kernel[position]).toList()));
    }
    return new Hull(ranges);
  }

  /** The names of features that lie outside. */
  public List<String> outside(double[] features) {
    double[] sizes = Features.spanning(features);
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      if (!ranges.get(i).contains(sizes[i])) {
        outside.add(Features.spanningNames().get(i));
      }
    }
    return outside;
  }
}
