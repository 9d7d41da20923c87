package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteOp;
import java.util.List;
import java.util.Optional;

/**
 * What a GPU runs at once: an operator, and the elementwise operators that are linked to it.
 *
 * @param ops in the order they run; the first one gives the kernel its work
 * @param convolution what a measured kind of kernel computes; absent for the others
 * @param megaMacs multiply-accumulates on sliced channels, in millions
 * @param elementsRead elements on sliced channels of all operands that are not constant, and of
 *     constants that are as large as a value
 * @param elementsWritten elements of the result on sliced channels
 * @param linkedElements those of {@code elementsRead} that only linked operators read
 */
public record Kernel(
    List<LiteOp> ops,
    Optional<Convolution> convolution,
    double megaMacs,
    double elementsRead,
    double elementsWritten,
    double linkedElements) {
  public Kernel {
    ops = List.copyOf(ops);
  }

  /** The node of the model that the first operator was made from, or the operator's name. */
  public String node() {
    LiteOp first = ops.get(0);
    return first.node().isEmpty() ? first.name() : first.node();
  }

  /** The operators as one word: {@code CONV_2D+ADD}. */
  public String operators() {
    return String.join("+", ops.stream().map(LiteOp::name).toList());
  }
}
