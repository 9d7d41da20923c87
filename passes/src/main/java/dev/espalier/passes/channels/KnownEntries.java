package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.MatMul;
import java.util.List;
import java.util.Optional;

/**
 * A matrix whose entries are known one by one, in a product with another: its rows are no samples,
 * so what an index of the axis that is summed over holds may differ from row to row.
 *
 * @param entries the channels of the matrix, counted by both axes
 * @param axis the one that is summed over
 */
record KnownEntries(Channels entries, TensorType type, int axis) {
  /** What a node reads, if it is such a matrix. */
  static Optional<KnownEntries> of(Graph graph, ChannelAnalysis analysis, LinearReader reader) {
    TensorType type = graph.type(reader.contracted().value());
    return analysis
        .of(reader.contracted().value())
        .filter(channels -> type.rank() == 2 && channels.axes().equals(List.of(0, 1)))
        .map(channels -> new KnownEntries(channels, type, reader.axis()));
  }

  /** How many results the entries of one index go to. */
  private int rows() {
    return Math.toIntExact(type.dim(1 - axis).value());
  }

  private double at(int row, int index) {
    int columns = Math.toIntExact(type.dim(1).value());
    return LinearStates.value(entries, axis == 1 ? row * columns + index : index * columns + row);
  }

  /** Whether every entry of an index is a number that is known. */
  boolean areKnown(int index) {
    for (int row = 0; row < rows(); row++) {
      if (Double.isNaN(at(row, index))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What some indices add to the product.
   *
   * @param indices of which all entries are known
   * @param matrix [K,N], K of them all
   * @return [M,N]
   */
  Tensor product(List<Integer> indices, Tensor matrix) {
    double[] known = new double[rows() * indices.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = at(i / indices.size(), indices.get(i % indices.size()));
    }
    return Flow.evaluate(
        new MatMul(),
        Tensor.of(ElementType.F64, new long[] {rows(), indices.size()}, known),
        matrix.select(0, indices.stream().mapToInt(Integer::intValue).toArray()));
  }
}
