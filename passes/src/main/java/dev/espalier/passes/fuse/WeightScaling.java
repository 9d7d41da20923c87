package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A weight of which each slice along an axis is multiplied by a factor. */
record WeightScaling(Tensor weight, int axis, double... factors) {
  private static final int CHUNK = 1 << 12;

  Tensor tensor() {
    return weight.scale(axis, factors);
  }

  /**
   * Whether the element type still holds the largest number of each slice; what the smaller ones
   * lose at the lower end counts little beside it.
   */
  boolean isInRange() {
    if (Arrays.stream(factors).allMatch(factor -> factor == 0 || Math.abs(factor) == 1)) {
      return true;
    }
    NumberRange range = NumberRange.of(weight.element());
    float[] largest = largest();
    for (int i = 0; i < factors.length; i++) {
      if (!range.holdsProduct(largest[i], factors[i])) {
        return false;
      }
    }
    return true;
  }

  /** The largest magnitude of each slice. */
  private float[] largest() {
    float[] largest = new float[factors.length];
    long length = Shapes.size(Arrays.copyOfRange(weight.shape(), axis + 1, weight.rank()));
    int slice = 0;
    long left = length;
    for (long from = 0; from < weight.size(); from += CHUNK) {
      float[] numbers = numbers(from);
      for (int i = 0; i < numbers.length; ) {
        int end = (int) Math.min(numbers.length, i + left);
        largest[slice] = Math.max(largest[slice], largest(numbers, i, end));
        left -= end - i;
        i = end;
        if (left == 0) {
          left = length;
          slice = slice + 1 < largest.length ? slice + 1 : 0;
        }
      }
    }
    return largest;
  }

  private float[] numbers(long from) {
    float[] numbers = new float[(int) Math.min(CHUNK, weight.size() - from)];
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    weight.convert(ElementType.F32).copy(from, numbers.length, bytes);
    bytes.flip().asFloatBuffer().get(numbers);
    return numbers;
  }

  private static float largest(float[] numbers, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      if (Math.abs(numbers[i]) > largest) {
        largest = Math.abs(numbers[i]);
      }
    }
    return largest;
  }
}
