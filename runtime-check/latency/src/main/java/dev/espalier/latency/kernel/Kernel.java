package dev.espalier.latency.kernel;

import java.util.Optional;

/**
 * What a GPU runs at once: an operator, and the elementwise operators that are linked to it.
 *
 * @param operators in the order they run, as one word: {@code CONV_2D+ADD}
 * @param node of the model that the first operator was made from; the operator's name if unknown
 * @param convolution what a kind of kernel computes that has been measured; absent for the others
 * @param work of the first operator, and what the last one writes
 * @param linkedElements further elements that only linked operators read, in slices of four
 * @param macs multiply-accumulates of the model, without the padding of channels
 */
public record Kernel(
    String operators,
    String node,
    Optional<Convolution> convolution,
    Work work,
    double linkedElements,
    long macs) {
  /** The first operator: that which gives the kernel its work. */
  public String operator() {
    int end = operators.indexOf('+');
    return end < 0 ? operators : operators.substring(0, end);
  }
}
