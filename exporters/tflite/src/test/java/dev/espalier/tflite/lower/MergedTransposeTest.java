package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MergedTransposeTest {
  @Test
  void axesThatStayNextToEachOtherAreOne() {
    MergedTranspose merged = MergedTranspose.of(new int[] {0, 3, 4, 1, 2}, 2, 3, 1, 4, 5);
    assertThat(merged.shape()).containsExactly(2, 3, 20);
    assertThat(merged.permutation()).containsExactly(0, 2, 1);
  }

  @Test
  void onlyAxesOfOneElement() {
    MergedTranspose merged = MergedTranspose.of(new int[] {1, 0}, 1, 1);
    assertThat(merged.shape()).isEmpty();
    assertThat(merged.permutation()).isEmpty();
  }

  @RepeatedTest(200)
  void movesTheElementsAsAPlainTranspose(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 2 + random.nextInt(5);
    long[] shape = new long[rank];
    Arrays.setAll(shape, i -> 1 + random.nextInt(3));
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    int[] permutation = axes.stream().mapToInt(Integer::intValue).toArray();

    MergedTranspose merged = MergedTranspose.of(permutation, shape);

    assertThat(moved(numbered(merged.shape()), merged.permutation()))
        .isEqualTo(moved(numbered(shape), permutation));
    assertThat(merged.shape()).doesNotContain(1);
    for (int i = 1; i < merged.permutation().length; i++) {
      assertThat(merged.permutation()[i]).isNotEqualTo(merged.permutation()[i - 1] + 1);
    }
  }

  private static double[] moved(Tensor tensor, int... permutation) {
    return permutation.length < 2 ? tensor.toDoubles() : tensor.transpose(permutation).toDoubles();
  }

  private static Tensor numbered(long... shape) {
    double[] numbers = DoubleStream.iterate(0, i -> i + 1).limit(Shapes.size(shape)).toArray();
    return Tensor.of(ElementType.F64, shape, numbers);
  }
}
