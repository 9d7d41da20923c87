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
    int[] largest = largest();
    for (int i = 0; i < factors.length; i++) {
      if (!range.holdsProduct(Float.intBitsToFloat(largest[i]), factors[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The bits of the largest magnitude of each slice: as whole numbers they have the order of the
   * magnitudes, and are compared many at a time.
   */
  private int[] largest() {
    int[] largest = new int[factors.length];
    long length = Shapes.size(Arrays.copyOfRange(weight.shape(), axis + 1, weight.rank()));
    Tensor numbers = weight.convert(ElementType.F32);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int[] bits = new int[CHUNK];
    int slice = 0;
    long left = length;
    for (long from = 0; from < weight.size(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, weight.size() - from);
      numbers.copy(from, count, bytes.clear());
      bytes.flip().asIntBuffer().get(bits, 0, count);
      for (int i = 0; i < count; ) {
        int end = (int) Math.min(count, i + left);
        largest[slice] = Math.max(largest[slice], largest(bits, i, end));
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

  private static int largest(int[] bits, int from, int to) {
    int largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, bits[i] & Integer.MAX_VALUE);
    }
    return largest;
  }
}
