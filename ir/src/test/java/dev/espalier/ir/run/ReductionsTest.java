package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.range;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static dev.espalier.ir.run.Runs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Softmax;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReductionsTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

  @Test
  void alongOneAxisSeveralOrNone() {
    Tensor x = range(2, 3, 2);
    Tensor middle = run(new ReduceSum(List.of(1L), true), x);
    assertThat(middle.shape()).containsExactly(2, 1, 2);
    assertThat(middle.toDoubles()).containsExactly(6, 9, 24, 27);
    Tensor outer = run(new ReduceMean(List.of(2L, 0L), false), x);
    assertThat(outer.shape()).containsExactly(3);
    assertThat(outer.toDoubles()).containsExactly(3.5, 5.5, 7.5);
    assertThat(run(new ReduceMax(List.of(0L, 1L, 2L), false), x).scalar()).isEqualTo(11);
    assertThat(run(new ReduceMin(List.of(2L), false), x).toDoubles())
        .containsExactly(0, 2, 4, 6, 8, 10);
    assertThat(run(new ReduceSum(List.of(), true), x).toDoubles()).isEqualTo(x.toDoubles());
  }

  @Test
  void productsAndNorms() {
    Tensor x = doubles(shape(2, 2), 3, 4, -5, 12);
    assertThat(run(new ReduceProd(List.of(1L), false), x).toDoubles()).containsExactly(12, -60);
    assertThat(run(new ReduceL2(List.of(1L), false), x).toDoubles()).containsExactly(5, 13);
  }

  @Test
  void integersAreExact() {
    long large = (1L << 60) + 1;
    Tensor x = Tensor.longs(shape(2), large, 2);
    assertThat(run(new ReduceSum(List.of(0L), false), x).toLongs()).containsExactly(large + 2);
    assertThat(run(new ReduceProd(List.of(0L), false), x).toLongs()).containsExactly(large * 2);
    assertThat(run(new ReduceMax(List.of(0L), false), x).toLongs()).containsExactly(large);
    Tensor low = Tensor.longs(shape(2), Long.MIN_VALUE, Long.MIN_VALUE + 1);
    assertThat(run(new ReduceMax(List.of(0L), false), low).toLongs())
        .containsExactly(Long.MIN_VALUE + 1);
  }

  @Test
  void theIndexOfTheGreatestElementOfTheFirstOrTheLast() {
    Tensor x = doubles(shape(2, 3), 1, 5, 5, 7, 2, 7);
    Tensor first = run(new ArgMax(1, true, false), x);
    assertThat(first.element()).isEqualTo(ElementType.I64);
    assertThat(first.shape()).containsExactly(2, 1);
    assertThat(first.toLongs()).containsExactly(1, 0);
    assertThat(run(new ArgMax(1, false, true), x).toLongs()).containsExactly(2, 2);
    assertThat(run(new ArgMax(0, false, false), x).toLongs()).containsExactly(1, 0, 1);
  }

  @Test
  void softmaxOfLargeNumbers() {
    Tensor x = doubles(shape(2, 2), 1e4, 1e4 + Math.log(3), 0, 0);
    double[] share = run(new Softmax(1), x).toDoubles();
    assertThat(share).containsExactly(new double[] {0.25, 0.75, 0.5, 0.5}, Offset.offset(1e-12));
    assertThat(run(new LogSoftmax(0), vector(-1e4, 1e4)).toDoubles())
        .containsExactly(new double[] {-2e4, 0}, ROUNDING);
    assertThat(run(new Softmax(0), doubles(shape(2, 2), 1, 5, 1, 5)).toDoubles())
        .containsExactly(0.5, 0.5, 0.5, 0.5);
  }
}
