package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import java.util.List;
import java.util.Optional;

/**
 * A reshape and the transpose of its result, in front of a node.
 *
 * @param source what is reshaped
 * @param shaped the type of the reshaped value
 * @param permutation of the transpose
 */
record TransposedReshape(String source, TensorType shaped, List<Long> permutation) {
  /** As the first operand of a match. */
  static Optional<TransposedReshape> of(Match match) {
    return match
        .producer(0, Transpose.class)
        .flatMap(transpose -> of(match, transpose, ((Transpose) transpose.op()).permutation()));
  }

  private static Optional<TransposedReshape> of(
      Match match, Node transpose, List<Long> permutation) {
    return match
        .graph()
        .producer(transpose.input())
        .filter(node -> node.op() instanceof Reshape)
        .map(
            reshape ->
                new TransposedReshape(
                    reshape.input(), match.graph().type(reshape.result()), permutation));
  }
}
