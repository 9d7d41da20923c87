package dev.espalier.onnx;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.Less;
import dev.espalier.ir.op.LessOrEqual;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a factor or condition of zeros and ones is made of.
 *
 * @param name the constant that has the scores, or from which they were made
 * @param own whether the scores are the elements of that constant
 * @param scores above 1/2 where the factor is one; of the factor's shape
 */
record MaskScores(String name, boolean own, Tensor scores) {
  private static final double THRESHOLD = 0.5;

  /** The scores of a value that is constant zeros and ones, or compares constant scores. */
  static Optional<MaskScores> of(Graph graph, String value) {
    Optional<Tensor> constant = graph.constant(value);
    if (constant.isPresent()) {
      return constant.filter(MaskScores::isBinary).map(t -> new MaskScores(value, true, t));
    }
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty() || !graph.type(value).isStatic()) {
      return Optional.empty();
    }
    Node node = producer.get();
    if (node.op() instanceof Cast) {
      return of(graph, node.input());
    } else if (node.op() instanceof Reshape) {
      long[] shape = graph.type(value).shape();
      return of(graph, node.input()).map(m -> m.reshape(shape));
    } else if (node.op() instanceof Greater) {
      return compared(graph, node, 0, 1, t -> t);
    } else if (node.op() instanceof Less) {
      return compared(graph, node, 1, 0, t -> t);
    } else if (node.op() instanceof GreaterOrEqual) {
      return compared(graph, node, 0, 1, Math::nextDown);
    } else if (node.op() instanceof LessOrEqual) {
      return compared(graph, node, 1, 0, Math::nextDown);
    }
    return Optional.empty();
  }

  /** Scores that are above a limit; {@code strict} is the limit for a strict comparison. */
  private static Optional<MaskScores> compared(
      Graph graph, Node node, int scores, int limit, DoubleUnaryOperator strict) {
    Optional<Tensor> given = graph.constant(node, scores);
    Optional<Tensor> threshold = graph.constant(node, limit).filter(t -> t.size() == 1);
    if (given.isEmpty() || threshold.isEmpty() || threshold.get().rank() > given.get().rank()) {
      return Optional.empty();
    }
    String name = node.operands().get(scores);
    SupernetReaders.requireFinite(name, node.label(), given.get());
    double above = strict.applyAsDouble(threshold.get().scalar());
    boolean own = above == THRESHOLD;
    return Optional.of(new MaskScores(name, own, own ? given.get() : binary(given.get(), above)));
  }

  private MaskScores reshape(long... shape) {
    return new MaskScores(name, own, scores.reshape(shape));
  }

  private static Tensor binary(Tensor scores, double above) {
    double[] passes =
        DoubleStream.of(scores.toDoubles()).map(score -> score > above ? 1 : 0).toArray();
    return Tensor.of(ElementType.F32, scores.shape(), passes);
  }

  static boolean isBinary(Tensor tensor) {
    return DoubleStream.of(tensor.toDoubles()).allMatch(v -> v == 0 || v == 1);
  }

  /** The axis of x along which the scores select, if they are one per index of one axis. */
  OptionalInt axis(TensorType x) {
    int shift = x.rank() - scores.rank();
    int axis = -1;
    for (int i = 0; i < scores.rank(); i++) {
      if (scores.dim(i) != 1) {
        if (axis >= 0) {
          return OptionalInt.empty();
        }
        axis = shift + i;
      }
    }
    boolean isChannel = axis == 1 || axis == x.rank() - 1 && x.rank() == 3;
    return shift >= 0 && isChannel && x.dim(axis).is(scores.size())
        ? OptionalInt.of(axis)
        : OptionalInt.empty();
  }

  /** The scores as an operand of {@link ChannelMask}: the constant itself where it fits. */
  String operand(Match match) {
    if (scores.element() == ElementType.BOOL) {
      Tensor numbers = Tensor.of(ElementType.F32, new long[] {scores.size()}, scores.toDoubles());
      return match.constant("scores", numbers);
    }
    Tensor vector = scores.reshape(scores.size());
    boolean fits = own && match.graph().type(name).rank() == 1;
    return fits ? name : match.constant("scores", vector);
  }
}
