package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "6, 6",
    "0.1, 0.1",
    "-2.5, -2.5",
    "1e-5, 0.00001",
    "1e-6, 1e-6",
    "1.25e-12, 1.25e-12",
    "123456789, 123456789",
    "1e16, 10000000000000000",
    "1e17, 1e17",
    "4.9E-324, 5e-324",
    "1.7976931348623157E308, 1.7976931348623157e308",
    "0.30000000000000004, 0.30000000000000004",
    "2E-323, 2e-323",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, nan",
  })
  void fewestDigits(Double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
    assertThat(Numbers.parse(text)).isEqualTo(value);
  }

  @Test
  void floatsTakeFewerDigits() {
    assertThat(Numbers.floatText(0.1f)).isEqualTo("0.1");
    assertThat(Numbers.floatText(3.4028235e38f)).isEqualTo("3.4028235e38");
    assertThat(Numbers.floatText(1.4e-45f)).isEqualTo("1e-45");
    assertThat(Numbers.text(0.1f)).isEqualTo("0.10000000149011612");
  }

  @Test
  void anyNumberIsReadBackExactly() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      double wide = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(wide)) {
        assertThat(Numbers.parse(Numbers.text(wide))).isEqualTo(wide);
      }
      float narrow = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(narrow)) {
        assertThat((float) Numbers.parse(Numbers.floatText(narrow))).isEqualTo(narrow);
      }
    }
  }
}
