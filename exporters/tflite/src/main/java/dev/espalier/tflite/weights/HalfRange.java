package dev.espalier.tflite.weights;

import dev.espalier.ir.Tensor;

/**
 * How many numbers of a constant leave the range of 16-bit floats.
 *
 * @param above finite ones with a magnitude above 65504, the largest
 * @param below ones other than 0 with a magnitude below 2^-24 (about 6e-8), the smallest
 */
record HalfRange(long above, long below) {
  private static final float LARGEST = 65504;
  private static final float SMALLEST = 0x1p-24f;

  /** Counts in a constant of 32-bit floats. */
  static HalfRange of(Tensor floats) {
    long[] counts = new long[2];
    floats.forEachChunk(
        (from, count, bytes) -> {
          for (int i = 0; i < count; i++) {
            float magnitude = Math.abs(bytes.getFloat());
            counts[0] += magnitude > LARGEST && magnitude <= Float.MAX_VALUE ? 1 : 0;
            counts[1] += magnitude < SMALLEST && magnitude > 0 ? 1 : 0;
          }
        });
    return new HalfRange(counts[0], counts[1]);
  }
}
