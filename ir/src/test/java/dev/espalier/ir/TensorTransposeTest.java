package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorTransposeTest {
  @Test
  void smallTensorsAreMoved() {
    Tensor x = Tensor.longs(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
    assertThat(x.transpose(1, 0).shape()).containsExactly(3, 2);
    assertThat(x.transpose(1, 0).toLongs()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void largeTensorsAreViewsThatComposeWithSlices() {
    Tensor x = Tensor.of(ElementType.F32, new long[] {20, 30, 40}, count(20 * 30 * 40));
    Tensor y = x.transpose(2, 0, 1).select(1, 19, 3);
    assertThat(y.shape()).containsExactly(40, 2, 30);
    for (int i = 0; i < 40; i += 13) {
      for (int k = 0; k < 30; k += 7) {
        assertThat(y.at(i * 60L + k)).isEqualTo(19 * 1200 + k * 40 + i);
        assertThat(y.at(i * 60L + 30 + k)).isEqualTo(3 * 1200 + k * 40 + i);
      }
    }
    assertThat(x.transpose(2, 0, 1).transpose(1, 2, 0).digest()).isEqualTo(x.digest());
  }

  private static double[] count(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }
}
