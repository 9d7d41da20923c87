package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.range;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MaxPool;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private static final List<Long> ONES = List.of(1L, 1L);
  private static final List<Long> TWOS = List.of(2L, 2L);
  private static final List<Long> THREES = List.of(3L, 3L);
  private static final List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);
  private static final List<Long> ONE_PADS = List.of(1L, 1L, 1L, 1L);

  /** The examples of the ONNX operator tests: 1..16 in four by four. */
  @Test
  void aLastWindowThatIsNotFilled() {
    Tensor x = doubles(shape(1, 1, 4, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    assertThat(run(new MaxPool(THREES, TWOS, ONES, NO_PADS, true), x).toDoubles())
        .containsExactly(11, 12, 15, 16);
    assertThat(run(new AveragePool(THREES, TWOS, ONES, NO_PADS, true, false), x).toDoubles())
        .containsExactly(6, 7.5, 12, 13.5);
  }

  @Test
  void paddingCountsOnlyWhenAsked() {
    Tensor x = doubles(shape(1, 1, 2, 2), 4, 8, 12, 16);
    assertThat(run(new AveragePool(TWOS, ONES, ONES, ONE_PADS, false, false), x).toDoubles())
        .containsExactly(4, 6, 8, 8, 10, 12, 12, 14, 16);
    assertThat(run(new AveragePool(TWOS, ONES, ONES, ONE_PADS, false, true), x).toDoubles())
        .containsExactly(1, 3, 2, 4, 10, 6, 3, 7, 4);
  }

  /** As PyTorch: {@code avg_pool1d(x, 2, 2, ceil_mode=True)} gives 1.5, 3.5, 5. */
  @Test
  void whatLiesBeyondThePaddingNeverCounts() {
    AveragePool pool =
        new AveragePool(List.of(2L), List.of(2L), List.of(1L), List.of(0L, 0L), true, true);
    assertThat(run(pool, doubles(shape(1, 1, 5), 1, 2, 3, 4, 5)).toDoubles())
        .containsExactly(1.5, 3.5, 5);
  }

  @Test
  void paddingNeverWinsTheMaximum() {
    Tensor x = doubles(shape(1, 2, 1, 1), -3, -5);
    assertThat(run(new MaxPool(THREES, ONES, ONES, ONE_PADS, false), x).toDoubles())
        .containsExactly(-3, -5);
  }

  @Test
  void dilatedAndUnevenlyPaddedWindows() {
    assertThat(run(new MaxPool(TWOS, ONES, TWOS, NO_PADS, false), range(1, 1, 4, 4)).toDoubles())
        .containsExactly(10, 11, 14, 15);
    List<Long> pads = List.of(0L, 1L, 1L, 0L);
    assertThat(
            run(new AveragePool(TWOS, TWOS, ONES, pads, false, false), range(1, 1, 3, 3))
                .toDoubles())
        .containsExactly(1.5, 3, 6, 7.5);
  }
}
