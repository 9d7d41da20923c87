package dev.espalier.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An immutable constant. Its bytes are little endian and row major, and may live in a mapped file:
 * slicing, scaling and reshaping are lazy and compose, so a large weight is only read when it is
 * written out, chunk by chunk.
 */
public final class Tensor {
  /** Results of slicing and scaling up to this many elements are computed at once. */
  private static final int SMALL = 1 << 12;

  private static final int CHUNK = 1 << 14;

  private final TensorType type;
  private final long[] shape;
  private final long size;
  private final TensorData data;
  private String digest = "";

  Tensor(TensorType type, TensorData data) {
    this.type = type;
    this.shape = type.shape();
    this.size = Shapes.size(shape);
    this.data = data;
  }

  /** A view of little-endian bytes, which must not change afterwards. */
  public static Tensor view(ElementType element, long[] shape, ByteBuffer bytes) {
    TensorType type = TensorType.of(element, shape);
    long needed = Math.multiplyExact(Shapes.size(shape), (long) element.bytes());
    if (!element.isNumeric() || bytes.remaining() != needed) {
      throw new IrException("%s needs %d bytes, got %d", type, needed, bytes.remaining());
    }
    return new Tensor(type, new TensorData.Stored(bytes.slice(), element.bytes()));
  }

  /** A tensor of the given numbers, rounded to the element type. */
  public static Tensor of(ElementType element, long[] shape, double... values) {
    requireSize(element, shape, values.length);
    ByteBuffer bytes = buffer(element, values.length);
    for (double value : values) {
      Elements.putDouble(element, bytes, value);
    }
    return view(element, shape, bytes.flip());
  }

  public static Tensor floats(long[] shape, float... values) {
    requireSize(ElementType.F32, shape, values.length);
    ByteBuffer bytes = buffer(ElementType.F32, values.length);
    bytes.asFloatBuffer().put(values);
    return view(ElementType.F32, shape, bytes);
  }

  public static Tensor longs(long[] shape, long... values) {
    requireSize(ElementType.I64, shape, values.length);
    ByteBuffer bytes = buffer(ElementType.I64, values.length);
    bytes.asLongBuffer().put(values);
    return view(ElementType.I64, shape, bytes);
  }

  public static Tensor scalar(ElementType element, double value) {
    return of(element, new long[0], value);
  }

  /** A tensor of one repeated value, which takes no memory whatever its shape. */
  public static Tensor filled(ElementType element, long[] shape, double value) {
    byte[] bytes = new byte[element.bytes()];
    Elements.putDouble(element, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), value);
    return new Tensor(TensorType.of(element, shape), new TensorData.Filled(bytes));
  }

  /**
   * A tensor that takes no memory whatever its shape: each element is computed from its position in
   * the row-major order whenever it is read. Equal positions must give equal numbers.
   */
  public static Tensor computed(ElementType element, long[] shape, LongToDoubleFunction elements) {
    return new Tensor(TensorType.of(element, shape), new TensorData.Computed(element, elements));
  }

  TensorData data() {
    return data;
  }

  public TensorType type() {
    return type;
  }

  public ElementType element() {
    return type.element();
  }

  public int rank() {
    return shape.length;
  }

  public long dim(int axis) {
    return shape[axis];
  }

  public long[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public long size() {
    return size;
  }

  /** The number of bytes when written out. */
  public long byteSize() {
    return size * element().bytes();
  }

  /** Copies elements {@code from .. from + count} to the buffer as little-endian bytes. */
  public void copy(long from, int count, ByteBuffer out) {
    if (count > 0) {
      data.copy(from, count, out);
    }
  }

  /** Copies elements {@code from .. from + count} as numbers to the start of the array. */
  public void copy(long from, int count, double[] out) {
    ByteBuffer bytes = buffer(element(), count);
    copy(from, count, bytes);
    Elements.getDoubles(element(), bytes.flip(), out, 0, count);
  }

  /** The number at a position of the row-major order. */
  public double at(long index) {
    ByteBuffer one = buffer(element(), 1);
    copy(index, 1, one);
    return Elements.getDouble(element(), one.flip());
  }

  /** The only element of a tensor with one element. */
  public double scalar() {
    if (size != 1) {
      throw new IrException("%s is not a scalar", type);
    }
    return at(0);
  }

  /** All elements as numbers; 64-bit integers beyond 2^53 are rounded. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(size)];
    forEachChunk(
        (from, count, bytes) -> Elements.getDoubles(element(), bytes, values, from, count));
    return values;
  }

  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(size)];
    forEachChunk(
        (from, count, bytes) -> {
          for (int i = 0; i < count; i++) {
            values[from + i] = (float) Elements.getDouble(element(), bytes);
          }
        });
    return values;
  }

  /** All elements of an integer tensor, exactly. */
  public long[] toLongs() {
    long[] values = new long[Math.toIntExact(size)];
    forEachChunk(
        (from, count, bytes) -> {
          for (int i = 0; i < count; i++) {
            values[from + i] = Elements.getLong(element(), bytes);
          }
        });
    return values;
  }

  /** Takes elements in order as little-endian bytes, a bounded number at a time. */
  @FunctionalInterface
  public interface ChunkReader {
    void read(int from, int count, ByteBuffer bytes);
  }

  /** Reads all elements in order; for tensors of up to 2^31 elements. */
  public void forEachChunk(ChunkReader reader) {
    ByteBuffer buffer = buffer(element(), (int) Math.min(size, CHUNK));
    for (long from = 0; from < size; from += CHUNK) {
      int count = (int) Math.min(CHUNK, size - from);
      buffer.clear();
      copy(from, count, buffer);
      reader.read(Math.toIntExact(from), count, buffer.flip());
    }
  }

  /** The positions {@code indices} along an axis, in that order. */
  public Tensor select(int axis, int... indices) {
    long[] cut = shape.clone();
    cut[axis] = indices.length;
    if (isRange(indices, shape[axis])) {
      return this;
    }
    for (int index : indices) {
      if (index < 0 || index >= shape[axis]) {
        throw new IrException("index %d of axis %d in %s", index, axis, type);
      }
    }
    TensorType cutType = TensorType.of(element(), cut);
    return small(new Tensor(cutType, data.select(this, axis, indices)));
  }

  /**
   * Multiplies each slice along an axis by a factor, in double, rounded once. A factor of 0 gives
   * zeros whatever the slice holds.
   */
  public Tensor scale(int axis, double... factors) {
    if (factors.length != shape[axis]) {
      throw new IrException("%d factors for axis %d of %s", factors.length, axis, type);
    }
    return small(new Tensor(type, TensorData.Scaled.of(this, axis, factors)));
  }

  /** Tensors of equal type but for the first axis, one after the other along it. */
  public static Tensor concat(List<Tensor> parts) {
    long[] shape = parts.get(0).shape();
    shape[0] = parts.stream().mapToLong(part -> part.dim(0)).sum();
    TensorType type = TensorType.of(parts.get(0).element(), shape);
    return small(new Tensor(type, new TensorData.Joined(List.copyOf(parts))));
  }

  /** The same elements in another shape. */
  public Tensor reshape(long... other) {
    if (Shapes.size(other) != size) {
      throw new IrException("reshape of %s to %s", type, Arrays.toString(other));
    }
    return new Tensor(TensorType.of(element(), other), data);
  }

  /** Axis i of the result is axis {@code permutation[i]} of this tensor. */
  public Tensor transpose(int... permutation) {
    long[] moved = IntStream.of(permutation).mapToLong(i -> shape[i]).toArray();
    TensorType movedType = TensorType.of(element(), moved);
    return small(new Tensor(movedType, data.transpose(this, permutation)));
  }

  /** The same numbers, rounded to another element type; integers beyond 2^53 lose digits. */
  public Tensor convert(ElementType other) {
    TensorType converted = type.withElement(other);
    return other == element()
        ? this
        : small(new Tensor(converted, new TensorData.Converted(this, other)));
  }

  private static boolean isRange(int[] indices, long length) {
    return indices.length == length
        && IntStream.range(0, indices.length).allMatch(i -> indices[i] == i);
  }

  private static Tensor small(Tensor tensor) {
    if (tensor.size > SMALL) {
      return tensor;
    }
    ByteBuffer bytes = buffer(tensor.element(), (int) tensor.size);
    tensor.copy(0, (int) tensor.size, bytes);
    return view(tensor.element(), tensor.shape, bytes.flip());
  }

  private static void requireSize(ElementType element, long[] shape, int values) {
    if (Shapes.size(shape) != values) {
      throw new IrException("%s needs other than %d values", TensorType.of(element, shape), values);
    }
  }

  private static ByteBuffer buffer(ElementType element, int count) {
    return ByteBuffer.allocate(Math.multiplyExact(count, element.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether another tensor has the same type and the same bytes. */
  public boolean hasSameContent(Tensor other) {
    return this == other || type.equals(other.type) && ContentComparison.areEqual(this, other);
  }

  /** SHA-256 over type and content, in hexadecimal. */
  public synchronized String digest() {
    if (digest.isEmpty()) {
      digest = ContentDigest.of(this);
    }
    return digest;
  }

  /** Type and a short content digest, the form used in textual IR. */
  @Override
  public String toString() {
    return type + "#" + digest().substring(0, 10);
  }
}
