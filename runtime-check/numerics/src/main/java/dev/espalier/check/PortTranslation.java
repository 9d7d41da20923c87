package dev.espalier.check;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a port of one model relates to that of another: its name, the order of its axes, and the
 * width of its integers.
 *
 * @param name in the model that is looked at
 * @param own name in the model that runs
 * @param order axis i of the model that runs is axis {@code order.get(i)} of the one looked at
 * @param element in the model that is looked at
 */
record PortTranslation(String name, String own, List<Integer> order, ElementType element) {
  PortTranslation {
    order = List.copyOf(order);
  }

  /** The type in the model that is looked at. */
  PortType type(TensorType ownType) {
    if (ownType.rank() != order.size()) {
      return new PortType(name, ownType);
    }
    List<Dim> dims = new ArrayList<>(Collections.nCopies(order.size(), Dim.of(1)));
    for (int i = 0; i < order.size(); i++) {
      dims.set(order.get(i), ownType.dim(i));
    }
    return new PortType(name, new TensorType(element, dims));
  }

  /** The sizes in the model that runs of a value with these in the model that is looked at. */
  List<Dim> ownDims(List<Dim> dims) {
    return order.stream().map(dims::get).toList();
  }

  /** What the model that runs is fed. */
  Tensor feed(Tensor tensor, ElementType ownElement) {
    int[] permutation = order.stream().mapToInt(Integer::intValue).toArray();
    return convert(stored(tensor.transpose(permutation)), ownElement);
  }

  /** What it returns, as the model that is looked at would. */
  Tensor fetch(Tensor tensor) {
    int[] inverse = new int[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return convert(stored(tensor.transpose(inverse)), element);
  }

  /** A transpose is computed whenever it is read; comparing reads several times. */
  private static Tensor stored(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.byteSize()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.forEachChunk((from, count, chunk) -> bytes.put(chunk));
    return Tensor.view(tensor.element(), tensor.shape(), bytes.flip());
  }

  private static Tensor convert(Tensor tensor, ElementType element) {
    return tensor.element() == element
        ? tensor
        : Tensor.of(element, tensor.shape(), tensor.toDoubles());
  }
}
