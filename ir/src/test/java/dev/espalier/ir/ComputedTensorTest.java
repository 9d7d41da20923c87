package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tensor whose elements are computed is the tensor that holds them. */
class ComputedTensorTest {
  private static final long[] SHAPE = {7, 11, 90};

  private static double element(long position) {
    return position % 97 / 8.0;
  }

  private static Tensor stored(ElementType element) {
    double[] values = IntStream.range(0, 7 * 11 * 90).mapToDouble(i -> element(i)).toArray();
    return Tensor.of(element, SHAPE, values);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64", "F16", "I64", "U8"})
  void itHasTheSameContent(ElementType element) {
    Tensor computed = Tensor.computed(element, SHAPE, ComputedTensorTest::element);
    assertThat(computed.type()).isEqualTo(stored(element).type());
    assertThat(computed.digest()).isEqualTo(stored(element).digest());
    assertThat(computed.at(4321)).isEqualTo(stored(element).at(4321));
  }

  @Test
  void itIsCutScaledAndMovedAlike() {
    Tensor computed = Tensor.computed(ElementType.F32, SHAPE, ComputedTensorTest::element);
    assertThat(changed(computed).hasSameContent(changed(stored(ElementType.F32)))).isTrue();
  }

  private static Tensor changed(Tensor tensor) {
    return tensor
        .select(1, 9, 0, 3)
        .scale(0, 1, 2, 3, 4, 5, 6, 7)
        .transpose(2, 0, 1)
        .reshape(90, 21);
  }
}
