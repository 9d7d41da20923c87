package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A value computed from shapes, element by element in row-major order. */
record SmallTensor(ElementType element, List<Long> shape, List<Scalar> items) {
  /** Values with more elements are not followed. */
  static final long MOST = 1024;

  SmallTensor {
    shape = List.copyOf(shape);
    items = List.copyOf(items);
    if (Shapes.size(longs(shape)) != items.size()) {
      throw new IllegalStateException(items.size() + " elements of shape " + shape);
    }
  }

  /** The elements of a constant, if it is small enough. */
  static Optional<SmallTensor> of(Tensor tensor) {
    if (tensor.size() > MOST) {
      return Optional.empty();
    }
    List<Scalar> items = new ArrayList<>();
    if (tensor.element().isFloat()) {
      for (double value : tensor.toDoubles()) {
        items.add(new Scalar.Real(value));
      }
    } else {
      for (long value : tensor.toLongs()) {
        items.add(Scalar.of(value));
      }
    }
    return Optional.of(new SmallTensor(tensor.element(), boxed(tensor.shape()), items));
  }

  static SmallTensor of(List<Dim> dims) {
    List<Scalar> items = new ArrayList<>();
    dims.forEach(dim -> items.add(Scalar.of(dim)));
    return new SmallTensor(ElementType.I64, List.of((long) dims.size()), items);
  }

  /** The elements as dims, if all are integers. */
  Optional<List<Dim>> dims() {
    List<Dim> dims = new ArrayList<>();
    for (Scalar item : items) {
      if (!(item instanceof Scalar.Ratio ratio) || ratio.whole().isEmpty()) {
        return Optional.empty();
      }
      dims.add(ratio.numerator());
    }
    return Optional.of(dims);
  }

  SmallTensor reshape(List<Long> other) {
    return new SmallTensor(element, other, items);
  }

  /** The given positions of one axis. */
  SmallTensor select(int axis, List<Long> positions) {
    List<Long> cut = new ArrayList<>(shape);
    cut.set(axis, (long) positions.size());
    long[] strides = Shapes.strides(longs(shape));
    return gather(
        cut,
        at -> {
          long[] from = at.clone();
          from[axis] = positions.get((int) at[axis]);
          return offset(strides, from);
        });
  }

  SmallTensor transpose(List<Long> permutation) {
    long[] strides = Shapes.strides(longs(shape));
    List<Long> turned = permutation.stream().map(p -> shape.get(p.intValue())).toList();
    return gather(
        turned,
        at -> {
          long offset = 0;
          for (int i = 0; i < at.length; i++) {
            offset += at[i] * strides[permutation.get(i).intValue()];
          }
          return offset;
        });
  }

  /** This broadcast, as NumPy does, to a shape it fits. */
  SmallTensor broadcast(List<Long> to) {
    long[] strides = Shapes.strides(longs(shape));
    int shift = to.size() - shape.size();
    return gather(
        to,
        at -> {
          long offset = 0;
          for (int i = 0; i < strides.length; i++) {
            offset += shape.get(i) == 1 ? 0 : at[shift + i] * strides[i];
          }
          return offset;
        });
  }

  /** The operands one after the other along an axis. */
  static SmallTensor concat(int axis, List<SmallTensor> parts) {
    List<Long> shape = new ArrayList<>(parts.get(0).shape);
    shape.set(axis, parts.stream().mapToLong(part -> part.shape.get(axis)).sum());
    long outer = Shapes.size(longs(shape.subList(0, axis)));
    List<Scalar> items = new ArrayList<>();
    for (int o = 0; o < outer; o++) {
      for (SmallTensor part : parts) {
        int run = (int) (part.items.size() / outer);
        items.addAll(part.items.subList(o * run, (o + 1) * run));
      }
    }
    return new SmallTensor(parts.get(0).element, shape, items);
  }

  /** Maps a position of the result to the offset of the element it takes. */
  private interface Source {
    long offset(long[] position);
  }

  private SmallTensor gather(List<Long> to, Source source) {
    long[] dims = longs(to);
    long[] strides = Shapes.strides(dims);
    long size = Shapes.size(dims);
    if (size > MOST) {
      throw new IllegalStateException("not small: " + to);
    }
    List<Scalar> taken = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      long[] position = new long[dims.length];
      for (int a = 0; a < dims.length; a++) {
        position[a] = i / strides[a] % dims[a];
      }
      taken.add(items.get((int) source.offset(position)));
    }
    return new SmallTensor(element, to, taken);
  }

  private static long offset(long[] strides, long[] position) {
    long offset = 0;
    for (int i = 0; i < position.length; i++) {
      offset += position[i] * strides[i];
    }
    return offset;
  }

  static List<Long> boxed(long... values) {
    return LongStream.of(values).boxed().toList();
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
