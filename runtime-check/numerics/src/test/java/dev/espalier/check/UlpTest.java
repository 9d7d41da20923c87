package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One unit in the last place, in both directions. */
final class UlpTest {
  private static Tensor moved(Tensor tensor, boolean otherWay) {
    return Ulp.move(Map.of("x", tensor), otherWay).get("x");
  }

  @Test
  void everyFloatMovesToANeighbourAndBothAreReached() {
    float[] values = new float[1000];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Tensor tensor = Tensor.floats(new long[] {1000}, values);
    float[] one = moved(tensor, false).toFloats();
    float[] other = moved(tensor, true).toFloats();
    int up = 0;
    for (int i = 0; i < values.length; i++) {
      float[] pair = {Math.min(one[i], other[i]), Math.max(one[i], other[i])};
      assertThat(pair).containsExactly(Math.nextDown(values[i]), Math.nextUp(values[i]));
      up += one[i] > values[i] ? 1 : 0;
    }
    assertThat(up).isBetween(400, 600);
  }

  @Test
  void infinityIsNeverReached() {
    Tensor edge = Tensor.floats(new long[] {3}, Float.MAX_VALUE, -Float.MAX_VALUE, 0);
    for (boolean otherWay : new boolean[] {false, true}) {
      for (float value : moved(edge, otherWay).toFloats()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void halfFloatsMoveByTheirOwnStep() {
    Tensor halves = Tensor.of(ElementType.F16, new long[] {2}, 1, -1024);
    double[] one = moved(halves, false).toDoubles();
    double[] other = moved(halves, true).toDoubles();
    assertThat(Math.abs(one[0] - other[0])).isEqualTo(0x1p-10 + 0x1p-11);
    assertThat(Math.abs(one[1] - other[1])).isEqualTo(1.5);
  }

  @Test
  void integersStay() {
    Tensor integers = Tensor.longs(new long[] {2}, 1, 2);
    assertThat(moved(integers, false)).isSameAs(integers);
  }
}
