package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
  /** IEEE 754-2019, section 3.4, in double. */
  private static double expected(int bits) {
    int exponent = bits >> 10 & 31;
    double fraction = bits & 1023;
    double sign = bits >> 15 == 0 ? 1 : -1;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-24
        : sign * (1 + fraction / 1024) * Math.pow(2, exponent - 15);
  }

  @Test
  void everyHalfIsReadAsDefined() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(Double.compare(HalfFloat.toFloat((short) bits), expected(bits)))
          .as("%04x", bits)
          .isZero();
    }
  }

  @Test
  void everyHalfIsWrittenBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      double value = expected(bits);
      int back = HalfFloat.of(value) & 0xffff;
      assertThat(back).isEqualTo(Double.isNaN(value) ? 0x7e00 : bits);
    }
  }

  @Test
  void numbersBetweenTwoHalvesGoToTheNearestAndTiesToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double low = expected(bits);
      double high = expected(bits + 1);
      double middle = (low + high) / 2;
      assertThat(HalfFloat.of(middle) & 0xffff).isEqualTo(bits % 2 == 0 ? bits : bits + 1);
      assertThat(HalfFloat.of(Math.nextDown(middle)) & 0xffff).isEqualTo(bits);
      assertThat(HalfFloat.of(Math.nextUp(middle)) & 0xffff).isEqualTo(bits + 1);
      assertThat(HalfFloat.of(-Math.nextUp(middle)) & 0xffff).isEqualTo(0x8000 | bits + 1);
    }
  }

  @Test
  void largeNumbersBecomeInfinite() {
    assertThat(HalfFloat.of(65504)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.of(Math.nextDown(65520.0))).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.of(65520)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.of(-1e300)).isEqualTo((short) 0xfc00);
    assertThat(HalfFloat.of(Double.MIN_VALUE)).isEqualTo((short) 0);
  }
}
