package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  /** A tensor beside a function that says what is at each position of it. */
  private record Pair(Tensor tensor, ToDoubleFunction<int[]> at) {
    Pair select(int axis, int... indices) {
      return new Pair(
          tensor.select(axis, indices),
          position -> {
            int[] inner = position.clone();
            inner[axis] = indices[position[axis]];
            return at.applyAsDouble(inner);
          });
    }

    Pair transpose(int... permutation) {
      return new Pair(
          tensor.transpose(permutation),
          position -> {
            int[] inner = new int[position.length];
            IntStream.range(0, inner.length).forEach(i -> inner[permutation[i]] = position[i]);
            return at.applyAsDouble(inner);
          });
    }

    Pair scale(int axis, double... factors) {
      return new Pair(
          tensor.scale(axis, factors),
          position -> (float) (at.applyAsDouble(position) * factors[position[axis]]));
    }

    void check() {
      double[] values = tensor.toDoubles();
      int[] position = new int[tensor.rank()];
      for (int i = 0; i < values.length; i++) {
        int left = i;
        for (int axis = position.length - 1; axis >= 0; axis--) {
          position[axis] = left % (int) tensor.dim(axis);
          left /= (int) tensor.dim(axis);
        }
        assertThat(values[i]).isEqualTo(at.applyAsDouble(position));
      }
    }
  }

  private static Pair stored(int... shape) {
    long[] dims = IntStream.of(shape).asLongStream().toArray();
    double[] values = new Random(7).doubles(Shapes.size(dims)).map(v -> (float) v).toArray();
    return new Pair(
        Tensor.of(ElementType.F32, dims, values),
        position -> {
          int at = 0;
          for (int axis = 0; axis < shape.length; axis++) {
            at = at * shape[axis] + position[axis];
          }
          return values[at];
        });
  }

  @Test
  void layoutOfConvolutionWeights() {
    stored(40, 30, 3, 3).transpose(0, 2, 3, 1).check();
    stored(40, 30, 3, 3).transpose(1, 2, 3, 0).check();
    stored(90, 80).transpose(1, 0).check();
  }

  @Test
  void positionsOfSeveralAxesInAnyOrder() {
    stored(40, 30, 5, 3)
        .select(0, 39, 3, 3, 17)
        .select(1, IntStream.range(4, 29).toArray())
        .check();
    stored(9, 10, 9, 9).select(3, 8, 0, 4, 5, 6, 7).transpose(3, 1, 0, 2).select(1, 2, 1).check();
  }

  @Test
  void rowsAreCopiedWhole() {
    Tensor rows = stored(80, 70, 3).select(0, IntStream.range(10, 80).toArray()).tensor();
    assertThat(((Grid) rows.data()).run()).isEqualTo(210);
  }

  @Test
  void whatIsScaledMayBeCutAndMoved() {
    double[] factors = DoubleStream.iterate(0.5, f -> f + 0.25).limit(40).toArray();
    Pair scaled = stored(40, 30, 3, 3).scale(0, factors);
    scaled.transpose(0, 2, 3, 1).check();
    scaled.select(0, IntStream.range(3, 38).toArray()).transpose(1, 2, 3, 0).check();
    scaled.select(1, IntStream.range(2, 30).toArray()).check();
    assertThat(scaled.transpose(0, 2, 3, 1).tensor().data()).isInstanceOf(TensorData.Scaled.class);
  }

  @Test
  void anyAxisMayBeScaled() {
    for (int axis = 0; axis < 4; axis++) {
      int length = (int) stored(40, 30, 3, 3).tensor().dim(axis);
      stored(40, 30, 3, 3).scale(axis, new Random(axis).doubles(length).toArray()).check();
    }
    Tensor empty = Tensor.of(ElementType.F32, new long[] {3, 0});
    assertThat(empty.scale(0, 1, 2, 3).transpose(1, 0).select(1, 0, 2).size()).isZero();
  }

  @Test
  void contentIsCompared() {
    Tensor a = stored(40, 50, 7).tensor();
    Tensor b = stored(40, 50, 7).transpose(2, 0, 1).transpose(1, 2, 0).tensor();
    double[] values = a.toDoubles();
    values[values.length - 1] = 5;
    assertThat(a.hasSameContent(b)).isTrue();
    assertThat(a.hasSameContent(a.reshape(40, 350))).isFalse();
    assertThat(a.hasSameContent(Tensor.of(ElementType.F32, a.shape(), values))).isFalse();
  }

  @Test
  void scaledAxesThatAreSplitStayCorrect() {
    double[] factors = DoubleStream.iterate(1, f -> f + 1).limit(100).toArray();
    Tensor ones = Tensor.filled(ElementType.F32, new long[] {100, 60}, 1);
    Tensor moved = ones.scale(0, factors).reshape(10, 10, 60).transpose(1, 0, 2);
    for (int i = 0; i < 100; i++) {
      assertThat(moved.at(60L * i + 7)).isEqualTo(factors[i % 10 * 10 + i / 10]);
    }
  }

  @Test
  void joinedPartsMayBeMoved() {
    Pair part = stored(40, 60);
    Tensor twice = Tensor.concat(List.of(part.tensor(), part.tensor()));
    new Pair(twice, at -> part.at().applyAsDouble(new int[] {at[0] % 40, at[1]}))
        .transpose(1, 0)
        .check();
  }

  @Test
  void repeatedValuesNeedNoMemoryWhateverIsDone() {
    Tensor filled = Tensor.filled(ElementType.F32, new long[] {1 << 20, 1 << 10}, 3);
    Tensor cut = filled.transpose(1, 0).select(0, 5, 1023);
    assertThat(cut.data()).isInstanceOf(TensorData.Filled.class);
    assertThat(cut.type()).hasToString("f32[2,1048576]");
    assertThat(cut.at((1 << 21) - 1)).isEqualTo(3);
  }

  @Test
  void convertedNumbersMayBeCutAndMoved() {
    Pair whole = stored(40, 30, 3, 3);
    Tensor moved = whole.tensor().convert(ElementType.F16).transpose(0, 2, 3, 1).select(1, 2, 0);
    Tensor expected = whole.tensor().transpose(0, 2, 3, 1).select(1, 2, 0);
    assertThat(moved.type()).hasToString("f16[40,2,3,30]");
    for (int i = 0; i < moved.size(); i++) {
      assertThat(moved.at(i)).isEqualTo(HalfFloat.toFloat(HalfFloat.of(expected.at(i))));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "I8", "I64"})
  void everyWidth(ElementType element) {
    double[] values = IntStream.range(0, 80 * 60).mapToDouble(i -> i % 100).toArray();
    Tensor moved = Tensor.of(element, new long[] {80, 60}, values).transpose(1, 0);
    for (int i = 0; i < values.length; i++) {
      assertThat(moved.at(i)).isEqualTo(values[i % 80 * 60 + i / 80]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 90, 1000})
  void copyingMayStartAndEndAnywhere(int count) {
    Tensor moved = stored(40, 30, 3, 3).transpose(1, 0, 2, 3).tensor();
    double[] all = moved.toDoubles();
    for (int from = 0; from + count <= all.length; from += 613) {
      ByteBuffer out = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
      moved.copy(from, count, out);
      assertThat(out.remaining()).isZero();
      for (int i = 0; i < count; i++) {
        assertThat((double) out.getFloat(4 * i)).isEqualTo(all[from + i]);
      }
    }
  }
}
