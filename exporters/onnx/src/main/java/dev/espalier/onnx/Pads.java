package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** Attributes of windows that slide over the spatial axes, and the pads they stand for. */
record Pads(List<Long> kernel, List<Long> strides, List<Long> dilations, String auto) {
  static Pads of(Attributes attributes, List<Long> kernel) {
    List<Long> ones = Collections.nCopies(kernel.size(), 1L);
    return new Pads(
        kernel,
        attributes.integers("strides", ones),
        attributes.integers("dilations", ones),
        attributes.text("auto_pad", "NOTSET"));
  }

  /** The spatial sizes of a constant kernel. */
  static List<Long> kernel(TensorType weight, Attributes attributes) {
    List<Dim> dims = weight.dims().subList(Math.min(2, weight.rank()), weight.rank());
    if (!dims.stream().allMatch(Dim::isConstant)) {
      throw new NotModelled("a kernel of size %s", dims);
    }
    List<Long> sizes = dims.stream().map(Dim::value).toList();
    List<Long> stated = attributes.integers("kernel_shape", sizes);
    if (!stated.equals(sizes)) {
      throw OnnxException.malformed("kernel_shape %s for a weight %s", stated, weight);
    }
    return sizes;
  }

  /** Checks the number of attributes; a kernel of size 0 would fit nowhere. */
  Pads checked(TensorType x) {
    int spatial = x.rank() - 2;
    if (kernel.size() != spatial
        || strides.size() != spatial
        || dilations.size() != spatial
        || LongStream.concat(stream(kernel), LongStream.concat(stream(strides), stream(dilations)))
            .anyMatch(v -> v <= 0 || v > Integer.MAX_VALUE)) {
      throw OnnxException.malformed(
          "kernel %s, strides %s, dilations %s for %s", kernel, strides, dilations, x);
    }
    return this;
  }

  private static LongStream stream(List<Long> values) {
    return values.stream().mapToLong(Long::longValue);
  }

  /** How far a window reaches along an axis. */
  long reach(int axis) {
    return dilations.get(axis) * (kernel.get(axis) - 1) + 1;
  }

  /** The pads around x: all begins, then all ends. */
  List<Long> around(TensorType x, Attributes attributes) {
    Long[] pads = new Long[2 * kernel.size()];
    for (int i = 0; i < kernel.size(); i++) {
      split(total(x.dim(2 + i), i), i, pads);
    }
    return switch (auto) {
      case "NOTSET" -> attributes.integers("pads", Collections.nCopies(pads.length, 0L));
      case "VALID" -> Collections.nCopies(pads.length, 0L);
      default -> List.of(pads);
    };
  }

  /** What must be added so that there are {@code ceil(size / stride)} windows. */
  private long total(Dim size, int axis) {
    long stride = strides.get(axis);
    if (auto.equals("NOTSET") || auto.equals("VALID")) {
      return 0;
    } else if (stride == 1) {
      return reach(axis) - 1;
    } else if (!size.isConstant()) {
      throw new NotModelled("%s with stride %d on an axis of size %s", auto, stride, size);
    }
    long windows = (size.value() + stride - 1) / stride;
    return Math.max(0, (windows - 1) * stride + reach(axis) - size.value());
  }

  /** Puts half of the total at each end; an odd one goes to the end or to the beginning. */
  void split(long total, int axis, Long[] pads) {
    long less = total / 2;
    boolean atEnd =
        switch (auto) {
          case "SAME_UPPER", "NOTSET", "VALID" -> true;
          case "SAME_LOWER" -> false;
          default -> throw OnnxException.malformed("auto_pad '%s'", auto);
        };
    pads[axis] = atEnd ? less : total - less;
    pads[kernel.size() + axis] = atEnd ? total - less : less;
  }
}
