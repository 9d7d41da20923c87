package dev.espalier.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/** Where the elements of a constant come from. */
sealed interface TensorData
    permits TensorData.Stored,
        TensorData.Filled,
        TensorData.Computed,
        TensorData.Joined,
        TensorData.Scaled,
        TensorData.Converted,
        Grid {
  /** Copies elements {@code from .. from + count}, at least one, as little-endian bytes. */
  void copy(long from, int count, ByteBuffer out);

  /** Some positions of an axis of a tensor with these elements. */
  default TensorData select(Tensor tensor, int axis, int[] indices) {
    return Grid.of(tensor).select(axis, indices);
  }

  /** A tensor with these elements with its axes in another order. */
  default TensorData transpose(Tensor tensor, int[] permutation) {
    return Grid.of(tensor).transpose(permutation);
  }

  /** Bytes in memory or in a mapped file, {@code width} per element. */
  record Stored(ByteBuffer bytes, int width) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      out.put(bytes.slice(Math.toIntExact(from * width), count * width));
    }

    /** Copies the elements at {@code start + offsets[from .. from + count]}. */
    void gather(long start, long[] offsets, int from, int count, ByteBuffer out) {
      ByteBuffer in = bytes.duplicate().order(out.order());
      for (int i = from; i < from + count; i++) {
        int at = (int) ((start + offsets[i]) * width);
        switch (width) {
          case 1 -> out.put(in.get(at));
          case 2 -> out.putShort(in.getShort(at));
          case 4 -> out.putInt(in.getInt(at));
          default -> out.putLong(in.getLong(at));
        }
      }
    }
  }

  /** One value, repeated. */
  record Filled(byte[] value) implements TensorData {
    private static final int BLOCK = 1 << 10;

    @Override
    public void copy(long from, int count, ByteBuffer out) {
      byte[] block = new byte[Math.min(count, BLOCK) * value.length];
      for (int i = 0; i < block.length; i++) {
        block[i] = value[i % value.length];
      }
      for (int left = count; left > 0; left -= BLOCK) {
        out.put(block, 0, Math.min(left, BLOCK) * value.length);
      }
    }

    @Override
    public TensorData select(Tensor tensor, int axis, int[] indices) {
      return this;
    }

    @Override
    public TensorData transpose(Tensor tensor, int[] permutation) {
      return this;
    }
  }

  /** Elements computed from their positions, each time they are read. */
  record Computed(ElementType element, LongToDoubleFunction elements) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      for (long i = from; i < from + count; i++) {
        Elements.putDouble(element, out, elements.applyAsDouble(i));
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

  /**
   * Another tensor with each slice of an axis multiplied by a factor.
   *
   * @param inner elements of one position: the product of the dims after the axis
   */
  record Scaled(Tensor base, double[] factors, long inner) implements TensorData {
    private static final int RUN = 1 << 12;

    /** The least factor of which both parts are normal numbers. */
    private static final double LEAST_IN_PARTS = 0x1p-70;

    static Scaled of(Tensor base, int axis, double[] factors) {
      return new Scaled(base, factors.clone(), innerSize(base, axis));
    }

    // What is cut from or moved in the other tensor can be read in runs, and is scaled after that.

    @Override
    public TensorData select(Tensor tensor, int axis, int[] indices) {
      int scaled = axis(tensor);
      if (scaled < 0) {
        return TensorData.super.select(tensor, axis, indices);
      }
      double[] left =
          scaled == axis ? IntStream.of(indices).mapToDouble(i -> factors[i]).toArray() : factors;
      return of(base.reshape(tensor.shape()).select(axis, indices), scaled, left);
    }

    @Override
    public TensorData transpose(Tensor tensor, int[] permutation) {
      int scaled = axis(tensor);
      if (scaled < 0) {
        return TensorData.super.transpose(tensor, permutation);
      }
      int moved =
          IntStream.range(0, tensor.rank())
              .filter(i -> permutation[i] == scaled)
              .findFirst()
              .orElseThrow();
      return of(base.reshape(tensor.shape()).transpose(permutation), moved, factors);
    }

    /** The axis of a tensor with these elements that is scaled; -1 when reshaping split it. */
    private int axis(Tensor tensor) {
      return IntStream.range(0, tensor.rank())
          .filter(i -> tensor.dim(i) == factors.length && innerSize(tensor, i) == inner)
          .findFirst()
          .orElse(-1);
    }

    @Override
    public void copy(long from, int count, ByteBuffer out) {
      ByteBuffer copied = out.slice().order(ByteOrder.LITTLE_ENDIAN);
      base.copy(from, count, out);
      if (base.element() == ElementType.F32) {
        scaleFloats(copied.asFloatBuffer(), from, count);
      } else {
        scale(copied, from, count);
      }
    }

    /** Scales elements where they are. */
    private void scale(ByteBuffer elements, long from, int count) {
      ByteBuffer in = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        double factor = factorAt(from + i);
        double value = Elements.getDouble(base.element(), in);
        Elements.putDouble(base.element(), elements, factor == 0 ? 0 : value * factor);
      }
    }

    private double factorAt(long element) {
      return factors[(int) (element / inner % factors.length)];
    }

    private void scaleFloats(FloatBuffer elements, long from, int count) {
      float[] some = new float[Math.min(count, RUN)];
      for (int done = 0; done < count; done += some.length) {
        int length = Math.min(some.length, count - done);
        elements.get(done, some, 0, length);
        for (int i = 0; i < length; ) {
          long element = from + done + i;
          int end = (int) Math.min(length, i + inner - element % inner);
          scale(some, i, end, factorAt(element));
          i = end;
        }
        elements.put(done, some, 0, length);
      }
    }

    private static void scale(float[] values, int from, int to, double factor) {
      if (factor == 0) {
        Arrays.fill(values, from, to, 0);
      } else if (Math.abs(factor) >= LEAST_IN_PARTS && Math.abs(factor) <= Float.MAX_VALUE) {
        scaleInParts(values, from, to, factor);
      } else {
        for (int i = from; i < to; i++) {
          values[i] = (float) (values[i] * factor);
        }
      }
    }

    /**
     * Multiplies with a factor in two parts of the same sign, so that infinities stay what they
     * are. This runs ten times as fast as products in double precision, which it equals but where
     * those are closer to the middle of two floats than the second part reaches.
     */
    private static void scaleInParts(float[] values, int from, int to, double factor) {
      float nearest = (float) factor;
      float high = Math.abs(nearest) > Math.abs(factor) ? Math.nextAfter(nearest, 0) : nearest;
      float low = (float) (factor - high);
      if (low == 0) {
        for (int i = from; i < to; i++) {
          values[i] *= high;
        }
      } else {
        for (int i = from; i < to; i++) {
          values[i] = Math.fma(values[i], high, values[i] * low);
        }
      }
    }
  }

  /** Another tensor's numbers, rounded to another element type. */
  record Converted(Tensor base, ElementType element) implements TensorData {
    @Override
    public void copy(long from, int count, ByteBuffer out) {
      ByteBuffer plain = ByteBuffer.allocate(count * base.element().bytes());
      plain.order(ByteOrder.LITTLE_ENDIAN);
      base.copy(from, count, plain);
      plain.flip();
      for (int i = 0; i < count; i++) {
        Elements.putDouble(element, out, Elements.getDouble(base.element(), plain));
      }
    }

    @Override
    public TensorData select(Tensor tensor, int axis, int[] indices) {
      return new Converted(base.reshape(tensor.shape()).select(axis, indices), element);
    }

    @Override
    public TensorData transpose(Tensor tensor, int[] permutation) {
      return new Converted(base.reshape(tensor.shape()).transpose(permutation), element);
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
