package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededTensorTest {
  private static double[] floats(long seed) {
    return SeededTensor.of(TensorType.of(ElementType.F64, 10_000), seed).toDoubles();
  }

  /** The first outputs of SplitMix64 for the seed 1234567, as published with the generator. */
  @Test
  void theGeneratorIsSplitMix64() {
    double[] values = SeededTensor.of(TensorType.of(ElementType.F64, 2), 1234567).toDoubles();
    assertThat(values[0])
        .isEqualTo((Long.parseUnsignedLong("6457827717110365317") >>> 11) * 0x1p-52 - 1);
    assertThat(values[1])
        .isEqualTo((Long.parseUnsignedLong("3203168211198807973") >>> 11) * 0x1p-52 - 1);
  }

  @Test
  void floatsAreUniform() {
    double[] values = floats(2);
    assertThat(Arrays.stream(values).allMatch(v -> v >= -1 && v < 1)).isTrue();
    assertThat(Math.abs(Arrays.stream(values).sum() / values.length)).isLessThan(0.02);
    assertThat(Arrays.stream(values).map(v -> v * v).sum() / values.length).isBetween(0.32, 0.347);
  }

  @Test
  void neighbouringSeedsAreUnrelated() {
    double[] a = floats(1);
    double[] b = floats(2);
    double correlation = 0;
    for (int i = 0; i < a.length; i++) {
      correlation += a[i] * b[i] * 3 / a.length;
    }
    assertThat(Math.abs(correlation)).isLessThan(0.04);
    assertThat(Math.abs(a[0] - b[0])).isGreaterThan(0.01);
  }

  @Test
  void integersAndTruthValues() {
    double[] signed = SeededTensor.of(TensorType.of(ElementType.I8, 1000), 3).toDoubles();
    assertThat(Arrays.stream(signed).min()).hasValue(-16);
    assertThat(Arrays.stream(signed).max()).hasValue(15);
    double[] unsigned = SeededTensor.of(TensorType.of(ElementType.U8, 1000), 3).toDoubles();
    assertThat(Arrays.stream(unsigned).min()).hasValue(0);
    assertThat(Arrays.stream(unsigned).max()).hasValue(31);
    double[] truth = SeededTensor.of(TensorType.of(ElementType.BOOL, 1000), 3).toDoubles();
    assertThat(Arrays.stream(truth).sum()).isBetween(400.0, 600.0);
  }
}
