package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.range;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static dev.espalier.ir.run.Runs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MatMul;
import org.junit.jupiter.api.Test;

class ProductsAndNormsTest {
  private static final Tensor A = doubles(shape(2, 3), 1, 2, 3, 4, 5, 6);
  private static final Tensor A_TRANSPOSED = doubles(shape(3, 2), 1, 4, 2, 5, 3, 6);
  private static final Tensor B = doubles(shape(3, 2), 1, 0, 2, 1, 0, 3);
  private static final Tensor B_TRANSPOSED = doubles(shape(2, 3), 1, 2, 0, 0, 1, 3);

  @Test
  void gemmTransposesScalesAndBroadcasts() {
    double[] product = {5, 11, 14, 23};
    assertThat(run(new Gemm(false, false, 1, 1), A, B).toDoubles()).isEqualTo(product);
    assertThat(run(new Gemm(true, true, 1, 1), A_TRANSPOSED, B_TRANSPOSED).toDoubles())
        .isEqualTo(product);
    assertThat(run(new Gemm(false, true, 2, 10), A, B_TRANSPOSED, vector(1, 2)).toDoubles())
        .containsExactly(20, 42, 38, 66);
    assertThat(run(new Gemm(true, false, 1, 1), A_TRANSPOSED, B, doubles(shape(2, 1), 1, 2)))
        .extracting(Tensor::toDoubles)
        .isEqualTo(new double[] {6, 12, 16, 25});
  }

  @Test
  void matrixProductsBroadcastTheirBatchAxes() {
    Tensor batch = run(new MatMul(), range(2, 1, 1, 2), range(3, 2, 1));
    assertThat(batch.shape()).containsExactly(2, 3, 1, 1);
    assertThat(batch.toDoubles()).containsExactly(1, 3, 5, 3, 13, 23);
  }

  @Test
  void aVectorIsOneRowOrOneColumn() {
    Tensor right = run(new MatMul(), A, vector(1, 1, 2));
    assertThat(right.shape()).containsExactly(2);
    assertThat(right.toDoubles()).containsExactly(9, 21);
    Tensor left = run(new MatMul(), vector(1, 2), range(2, 2, 3));
    assertThat(left.shape()).containsExactly(2, 3);
    assertThat(left.toDoubles()).containsExactly(6, 9, 12, 24, 27, 30);
    Tensor both = run(new MatMul(), vector(1, 2), vector(3, 4));
    assertThat(both.shape()).isEmpty();
    assertThat(both.scalar()).isEqualTo(11);
  }

  @Test
  void batchNormalizationUsesRunningStatistics() {
    Tensor y =
        run(
            new BatchNormalization(1),
            doubles(shape(1, 2, 2), 1, 3, 10, 20),
            vector(2, 3),
            vector(0.5, -1),
            vector(1, 10),
            vector(3, 24));
    assertThat(y.toDoubles()).containsExactly(0.5, 2.5, -1, 5);
  }

  @Test
  void instanceNormalizationUsesThoseOfEachChannel() {
    Tensor y =
        run(
            new InstanceNormalization(0),
            doubles(shape(1, 2, 2), 1, 3, 10, 30),
            vector(1, 2),
            vector(0, 5));
    assertThat(y.toDoubles()).containsExactly(-1, 1, 3, 7);
  }

  @Test
  void layerNormalizationUsesThoseOfTheLastAxes() {
    Tensor x = doubles(shape(2, 1, 2), 1, 3, 10, 30);
    assertThat(run(new LayerNormalization(2, 0), x, vector(1, 2), vector(0, 5)).toDoubles())
        .containsExactly(-1, 7, -1, 7);
    assertThat(run(new LayerNormalization(1, 3), doubles(shape(1, 2), 0, 2), vector(2)).toDoubles())
        .containsExactly(-1, 1);
    assertThat(run(new LayerNormalization(0, 0), doubles(shape(2, 1), 2, 4), vector(1)).toDoubles())
        .containsExactly(-1, 1);
  }
}
