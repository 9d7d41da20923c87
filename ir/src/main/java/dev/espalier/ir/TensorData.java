package dev.espalier.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Where the elements of a constant come from. */
sealed interface TensorData {
  /** Copies elements {@code from .. from + count} as little-endian bytes. */
  void copy(long from, int count, ByteBuffer out);

  /** Bytes in memory or in a mapped file, {@code width} per element. */
  record Stored(ByteBuffer bytes, int width) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      out.put(bytes.slice(Math.toIntExact(from * width), count * width));
    }
  }

  /** One value, repeated. */
  record Filled(byte[] value) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      for (int i = 0; i < count; i++) {
        out.put(value);
      }
    }
  }

  /**
   * Some positions of one axis of another tensor.
   *
   * @param inner elements of one position: the product of the dims after the axis
   * @param length positions of the axis in the other tensor
   */
  record Selected(Tensor base, int[] indices, long inner, long length) implements TensorData {
    static Selected of(Tensor base, int axis, int[] indices) {
      return new Selected(base, indices.clone(), innerSize(base, axis), base.dim(axis));
    }

    @Override
    public void copy(long from, int count, ByteBuffer out) {
      long at = from;
      int left = count;
      while (left > 0) {
        long position = at / inner;
        long outer = position / indices.length;
        long index = indices[(int) (position % indices.length)];
        int run = (int) Math.min(left, inner - at % inner);
        base.copy((outer * length + index) * inner + at % inner, run, out);
        at += run;
        left -= run;
      }
    }
  }

  /** Several tensors, one after the other. */
  record Joined(List<Tensor> parts) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      long at = from;
      int left = count;
      for (Tensor part : parts) {
        int run = (int) Math.max(0, Math.min(left, part.size() - at));
        if (run > 0) {
          part.copy(at, run, out);
        }
        left -= run;
        at = Math.max(0, at - part.size());
      }
    }
  }

  /** Another tensor with each slice of an axis multiplied by a factor. */
  record Scaled(Tensor base, double[] factors, long inner) implements TensorData {
    static Scaled of(Tensor base, int axis, double[] factors) {
      return new Scaled(base, factors.clone(), innerSize(base, axis));
    }

    @Override
    public void copy(long from, int count, ByteBuffer out) {
      ElementType element = base.element();
      ByteBuffer plain = ByteBuffer.allocate(count * element.bytes());
      plain.order(ByteOrder.LITTLE_ENDIAN);
      base.copy(from, count, plain);
      plain.flip();
      for (int i = 0; i < count; i++) {
        double factor = factors[(int) ((from + i) / inner % factors.length)];
        double value = Elements.getDouble(element, plain);
        Elements.putDouble(element, out, factor == 0 ? 0 : value * factor);
      }
    }
  }

  /**
   * Another tensor with its axes in another order.
   *
   * @param strides of each axis of the result, in elements of the base
   * @param sizes of each axis of the result
   */
  record Permuted(Tensor base, long[] strides, long[] sizes) implements TensorData {
    static Permuted of(Tensor base, int[] permutation) {
      long[] own = Shapes.strides(base.shape());
      long[] strides = new long[own.length];
      long[] sizes = new long[own.length];
      for (int i = 0; i < own.length; i++) {
        strides[i] = own[permutation[i]];
        sizes[i] = base.dim(permutation[i]);
      }
      return new Permuted(base, strides, sizes);
    }

    @Override
    public void copy(long from, int count, ByteBuffer out) {
      for (long at = from; at < from + count; at++) {
        base.copy(position(at), 1, out);
      }
    }

    private long position(long index) {
      long left = index;
      long position = 0;
      for (int i = sizes.length - 1; i >= 0; i--) {
        position += left % sizes[i] * strides[i];
        left /= sizes[i];
      }
      return position;
    }
  }

  private static long innerSize(Tensor base, int axis) {
    long inner = 1;
    for (int i = axis + 1; i < base.rank(); i++) {
      inner *= base.dim(i);
    }
    return inner;
  }
}
