package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import java.util.List;

/**
 * Tells what is only made to be squashed and multiplied with other channels: the factors of
 * squeeze-and-excitation and the like. Masking such a factor removes nothing, as a squashed zero is
 * 1/2; its channels go with those it is multiplied with.
 */
final class Gates {
  private final Graph graph;

  Gates(Graph graph) {
    this.graph = graph;
  }

  boolean contains(String value) {
    return contains(value, false);
  }

  private boolean contains(String value, boolean squashed) {
    List<Node> readers = graph.users(value);
    return !readers.isEmpty()
        && !graph.isOutput(value)
        && readers.stream().allMatch(reader -> endsInProduct(reader, value, squashed));
  }

  private boolean endsInProduct(Node reader, String value, boolean squashed) {
    if (squashed && reader.op() instanceof Mul && !isWithConstant(reader, value)) {
      return true;
    }
    boolean squashes = reader.op() instanceof Sigmoid || reader.op() instanceof HardSigmoid;
    boolean passes =
        reader.op() instanceof Pointwise
            || reader.op() instanceof Resize
            || reader.op() instanceof BatchNormalization
            || reader.op() instanceof Elementwise && isWithConstant(reader, value);
    return passes && contains(reader.result(), squashed || squashes);
  }

  private boolean isWithConstant(Node reader, String value) {
    return reader.operands().stream()
        .allMatch(o -> o.equals(value) || graph.constant(o).isPresent());
  }
}
