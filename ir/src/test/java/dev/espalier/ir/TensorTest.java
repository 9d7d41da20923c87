package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.text.SeededTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
  /** Sizes on both sides of the one from which on slices stay lazy. */
  private static final long[][] SHAPES = {{5, 4, 3}, {20, 30, 40}};

  private static Tensor random(long... shape) {
    return SeededTensor.of(TensorType.f32(shape), 1);
  }

  private static int[] every(int step, long length) {
    int[] indices = new int[(int) ((length + step - 1) / step)];
    Arrays.setAll(indices, i -> i * step);
    return indices;
  }

  @Test
  void selectTakesPositionsOfAnAxis() {
    for (long[] shape : SHAPES) {
      double[] all = random(shape).toDoubles();
      int[] rows = {3, 0, 3};
      double[] taken = random(shape).select(1, rows).toDoubles();
      int at = 0;
      for (int i = 0; i < shape[0]; i++) {
        for (int row : rows) {
          for (int k = 0; k < shape[2]; k++) {
            assertThat(taken[at++]).isEqualTo(all[(int) ((i * shape[1] + row) * shape[2]) + k]);
          }
        }
      }
      assertThat(at).isEqualTo(taken.length);
    }
  }

  @Test
  void slicesComposeAndReadInAnyChunks() {
    for (long[] shape : SHAPES) {
      Tensor whole = random(shape);
      double[] factors = new double[(int) shape[2]];
      Arrays.setAll(factors, i -> i - 1.5);
      Tensor composed =
          whole.select(0, 4, 2).select(2, every(2, shape[2])).scale(0, 2, -1).transpose(2, 0, 1);
      Tensor other =
          whole.transpose(2, 0, 1).scale(1, doubles((int) shape[0], 4, 2)).select(1, 4, 2);
      Tensor sameByAnotherWay = other.select(0, every(2, shape[2]));
      assertThat(composed.toDoubles()).isEqualTo(sameByAnotherWay.toDoubles());
      assertThat(composed.digest()).isEqualTo(sameByAnotherWay.digest());
      for (int i = 0; i < composed.size(); i += 7) {
        assertThat(composed.at(i)).isEqualTo(composed.toDoubles()[i]);
      }
    }
  }

  /** Factors 2 and -1 at the positions that are kept, 9 elsewhere. */
  private static double[] doubles(int size, int first, int second) {
    double[] factors = new double[size];
    Arrays.fill(factors, 9);
    factors[first] = 2;
    factors[second] = -1;
    return factors;
  }

  @Test
  void everyIndexInOrderIsTheSameTensor() {
    Tensor tensor = random(3, 4);
    assertThat(tensor.select(1, 0, 1, 2, 3)).isSameAs(tensor);
    assertThat(tensor.select(1, 0, 1, 3, 2)).isNotSameAs(tensor);
  }

  @Test
  void scalingRoundsOnceAndAFactorOfZeroClearsAnything() {
    Tensor tensor = Tensor.floats(new long[] {3}, 0.1f, Float.NaN, Float.POSITIVE_INFINITY);
    double[] scaled = tensor.scale(0, 1.0 / 3, 0, 0).toDoubles();
    assertThat(scaled).containsExactly((float) ((double) 0.1f / 3), 0, 0);
  }

  /** Equal but where the exact product is next to the middle of two floats, or tiny. */
  @ParameterizedTest
  @ValueSource(
      doubles = {1.0 / 3, -1e-3, 0.99999997, 1.5, 1e-30, -1e-45, 1e30, -3.5e38, 1e45, 1e-310})
  void scalingIsThatOfDoublePrecision(double factor) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    System.arraycopy(new float[] {0, -0.0f, Float.NaN, Float.POSITIVE_INFINITY}, 0, values, 0, 4);
    Tensor scaled = Tensor.floats(new long[] {1, values.length}, values).scale(0, factor);
    double[] got = scaled.toDoubles();
    int other = 0;
    for (int i = 0; i < values.length; i++) {
      float wanted = (float) (values[i] * factor);
      if (Double.compare(got[i], wanted) != 0) {
        other += Math.abs(wanted) < 0x1p-100 ? 0 : 1;
        assertThat(got[i]).isCloseTo(wanted, within(1.01 * Math.ulp(wanted)));
      }
    }
    assertThat(other).isLessThan(5);
  }

  @Test
  void slicingALargeTensorTakesNoMemory() {
    Tensor large = Tensor.filled(ElementType.F32, new long[] {1 << 20, 1 << 12}, 2);
    assertThat(large.byteSize()).isEqualTo(1L << 34);
    Tensor part = large.scale(0, ones(1 << 20, 3)).select(1, every(2, 1 << 12));
    assertThat(part.size()).isEqualTo(1L << 31);
    assertThat(part.at((1L << 31) - 1)).isEqualTo(6);
    assertThat(large.reshape(1L << 32).at((1L << 32) - 1)).isEqualTo(2);
  }

  private static double[] ones(int size, double value) {
    double[] ones = new double[size];
    Arrays.fill(ones, value);
    return ones;
  }

  @Test
  void concatJoinsAlongTheFirstAxis() {
    for (long[] shape : SHAPES) {
      Tensor whole = random(shape);
      Tensor joined =
          Tensor.concat(List.of(whole.select(0, 0, 1), whole.select(0, 2), whole.select(0, 3, 4)));
      assertThat(joined.toDoubles()).isEqualTo(whole.select(0, 0, 1, 2, 3, 4).toDoubles());
    }
  }

  @Test
  void theDigestCoversTypeAndContent() {
    Tensor tensor = Tensor.of(ElementType.F32, new long[] {2, 2}, 1, 1, 1, 1);
    Tensor filled = Tensor.filled(ElementType.F32, new long[] {2, 2}, 1);
    assertThat(tensor.digest()).isEqualTo(filled.digest()).hasSize(64);
    assertThat(tensor).hasToString("f32[2,2]#" + tensor.digest().substring(0, 10));
    assertThat(tensor.reshape(4).digest()).isNotEqualTo(tensor.digest());
    assertThat(Tensor.filled(ElementType.I32, new long[] {2, 2}, 1).digest())
        .isNotEqualTo(tensor.digest());
    assertThat(Tensor.of(ElementType.F32, new long[] {2, 2}, 1, 1, 1, 2).digest())
        .isNotEqualTo(tensor.digest());
  }

  /** SHA-256 of the bytes of "f32[1]" and of the float 1, little endian. */
  @Test
  void theDigestIsTheSameEverywhere() {
    assertThat(Tensor.scalar(ElementType.F32, 1).reshape(1).digest())
        .isEqualTo("31038d01ac40e340936a135c7655b17fc3ef42c6a0cd5036b93618636cc0ffd4");
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STRING", "UNKNOWN", "BOOL"})
  void smallNumbersSurviveEveryType(ElementType element) {
    Tensor tensor = Tensor.of(element, new long[] {3}, 0, 1, 100);
    assertThat(tensor.toDoubles()).containsExactly(0, 1, 100);
    assertThat(tensor.byteSize()).isEqualTo(3L * element.bytes());
    if (!element.isFloat()) {
      assertThat(tensor.toLongs()).containsExactly(0, 1, 100);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "I8, -1, -1",
    "U8, 255, 255",
    "U8, 256, 0",
    "I8, 128, -128",
    "U16, 65535, 65535",
    "I32, -2.9, -2",
    "U32, 4294967295, 4294967295",
    "BOOL, 0.5, 1",
    "F32, 0.1, 0.10000000149011612",
    "F16, 0.1, 0.0999755859375",
    "BF16, 0.1, 0.10009765625",
    "BF16, 1.00390625, 1",
    "BF16, 1.01171875, 1.015625",
    "BF16, 1e39, Infinity",
    "F64, 0.1, 0.1",
  })
  void numbersAreRounded(ElementType element, double value, double stored) {
    assertThat(Tensor.scalar(element, value).scalar()).isEqualTo(stored);
  }

  @Test
  void unsignedLongsAreRead() {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -1L);
    assertThat(Tensor.view(ElementType.U64, new long[] {1}, bytes).scalar()).isEqualTo(0x1p64);
  }

  @Test
  void emptyTensorsAreTensors() {
    Tensor empty = random(0, 3);
    assertThat(empty.toDoubles()).isEmpty();
    assertThat(empty.digest()).hasSize(64);
    assertThat(random(2, 3).select(0).type()).hasToString("f32[0,3]");
  }

  @Test
  void faultsAreNamed() {
    Tensor tensor = random(2, 3);
    assertFault(() -> tensor.select(1, 3), "index 3 of axis 1 in f32[2,3]");
    assertFault(() -> tensor.select(1, -1), "index -1 of axis 1 in f32[2,3]");
    assertFault(() -> tensor.scale(1, 2), "1 factors for axis 1 of f32[2,3]");
    assertFault(() -> tensor.reshape(7), "reshape of f32[2,3] to [7]");
    assertFault(tensor::scalar, "f32[2,3] is not a scalar");
    assertFault(tensor::toLongs, "f32 elements are not integers");
    assertFault(
        () -> Tensor.of(ElementType.F32, new long[] {2}, 1), "f32[2] needs other than 1 values");
    assertFault(
        () -> Tensor.view(ElementType.F32, new long[] {2}, ByteBuffer.allocate(7)),
        "f32[2] needs 8 bytes, got 7");
    assertFault(
        () -> Tensor.filled(ElementType.F32, new long[] {1L << 40, 1L << 40}, 0),
        "a shape has more than 2^63 elements");
  }

  private static void assertFault(Runnable step, String message) {
    assertThatThrownBy(step::run).isInstanceOf(IrException.class).hasMessage(message);
  }
}
