package dev.espalier.ir.reduce;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A size that becomes smaller.
 *
 * @param multiples whether multiples of the size shrink in proportion
 * @param axes where the size occurs
 */
record SmallerSize(long from, long to, boolean multiples, Axes axes) {
  /** Axes by their position in ONNX order, where two others come before the spatial ones. */
  enum Axes {
    ALL,
    SPATIAL,
    OTHERS;

    private static final int FIRST_SPATIAL = 2;

    boolean has(int axis) {
      return this == ALL || this == SPATIAL == axis >= FIRST_SPATIAL;
    }
  }

  TensorType type(TensorType type) {
    return type.withDims(dims(type.dims()));
  }

  /** The first elements of a constant. */
  Tensor tensor(Tensor tensor) {
    Tensor cut = tensor;
    for (int axis = 0; axis < tensor.rank(); axis++) {
      int length = Math.toIntExact(size(axis, tensor.dim(axis)));
      cut = cut.select(axis, IntStream.range(0, length).toArray());
    }
    return cut;
  }

  /**
   * An operator with smaller sizes among its attributes; kernels and the like are no sizes.
   *
   * @param operands their new types
   */
  Op operator(Op op, List<TensorType> operands) {
    if (op instanceof Reshape reshape) {
      return reshape(operands.get(0), dims(reshape.shape()));
    } else if (op instanceof Expand expand) {
      return new Expand(dims(expand.shape()));
    } else if (op instanceof Split split) {
      return new Split(split.axis(), sizes((int) split.axis(), split.sizes()));
    } else if (op instanceof Slice slice) {
      return slice(slice);
    } else if (op instanceof IndexSelect select) {
      return select(operands.get(0), select);
    } else if (op instanceof Conv conv) {
      return conv(conv, operands.get(0).dim(1), operands.get(1).dim(1));
    } else if (op instanceof ConvTranspose conv) {
      long groups = size(1, conv.groups());
      return conv.withGroups(groups);
    }
    return op;
  }

  /** With as many groups as the channels of a group, which the weight knows, are contained in x. */
  private static Op conv(Conv conv, Dim channels, Dim inGroup) {
    long groups = channels.dividedBy(inGroup).filter(Dim::isConstant).map(Dim::value).orElse(1L);
    return conv.withGroups(groups);
  }

  /** Where the shape has not the elements of x, one of its sizes may be made to fit. */
  private static Op reshape(TensorType x, List<Dim> shape) {
    Dim elements = x.elements();
    for (int axis = 0; axis < shape.size() && !TensorType.product(shape).equals(elements); axis++) {
      List<Dim> others = new ArrayList<>(shape);
      others.remove(axis);
      Optional<Dim> fit = elements.dividedBy(TensorType.product(others));
      if (fit.isPresent()) {
        others.add(axis, fit.get());
        return new Reshape(others);
      }
    }
    return new Reshape(shape);
  }

  private Op slice(Slice slice) {
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int k = 0; k < slice.axes().size(); k++) {
      int axis = slice.axes().get(k).intValue();
      starts.add(size(axis, slice.starts().get(k)));
      ends.add(size(axis, slice.ends().get(k)));
    }
    return new Slice(slice.axes(), starts, ends, slice.steps());
  }

  private static Op select(TensorType x, IndexSelect select) {
    Dim length = x.dim((int) select.axis());
    return new IndexSelect(
        select.axis(),
        select.indices().stream()
            .filter(index -> !length.isConstant() || index < length.value())
            .toList());
  }

  private List<Dim> dims(List<Dim> dims) {
    List<Dim> smaller = new ArrayList<>();
    for (Dim dim : dims) {
      int axis = smaller.size();
      smaller.add(dim.isConstant() ? Dim.of(size(axis, dim.value())) : dim);
    }
    return smaller;
  }

  private List<Long> sizes(int axis, List<Long> sizes) {
    return sizes.stream().map(size -> size(axis, size)).toList();
  }

  private long size(int axis, long size) {
    if (!axes.has(axis) || size <= 1) {
      return size;
    } else if (size == from) {
      return to;
    }
    return multiples && size % from == 0 ? size / from * to : size;
  }
}
