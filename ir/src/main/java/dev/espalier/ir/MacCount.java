package dev.espalier.ir;

import java.util.Map;

/**
 * Multiply-accumulates and parameters of a node or a graph, as {@link MacCounter} counts them.
 * Figures of graphs with symbolic dims are expressions.
 *
 * @param conv of convolutions
 * @param linear of products with a weight
 * @param matmul of products of two values that both depend on the input
 * @param mmcvLike the second count
 * @param parameters elements of weights, biases, scales
 */
public record MacCount(Dim conv, Dim linear, Dim matmul, Dim mmcvLike, long parameters) {
  /** Nothing. */
  public static final MacCount NONE = new MacCount(Dim.of(0), Dim.of(0), Dim.of(0), Dim.of(0), 0);

  /** The canonical count: convolutions, linear layers and products of values. */
  public Dim total() {
    return conv.plus(linear).plus(matmul);
  }

  public MacCount plus(MacCount other) {
    return new MacCount(
        conv.plus(other.conv),
        linear.plus(other.linear),
        matmul.plus(other.matmul),
        mmcvLike.plus(other.mmcvLike),
        parameters + other.parameters);
  }

  /** The figures for given values of all symbols. */
  public MacCount at(Map<String, Long> symbols) {
    return new MacCount(
        Dim.of(conv.evaluate(symbols)),
        Dim.of(linear.evaluate(symbols)),
        Dim.of(matmul.evaluate(symbols)),
        Dim.of(mmcvLike.evaluate(symbols)),
        parameters);
  }
}
