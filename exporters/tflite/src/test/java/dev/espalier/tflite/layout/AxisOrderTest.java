package dev.espalier.tflite.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AxisOrderTest {
  @Test
  void channelsLastMovesAxisOne() {
    assertThat(AxisOrder.channelsLast(4).axes()).containsExactly(0, 2, 3, 1);
    assertThat(AxisOrder.channelsLast(3).axes()).containsExactly(0, 2, 1);
    assertThat(AxisOrder.channelsLast(2).isIdentity()).isTrue();
    assertThat(AxisOrder.channelsLast(0).rank()).isZero();
  }

  @Test
  void positionsOfAxes() {
    AxisOrder order = AxisOrder.channelsLast(4);
    assertThat(order.position(1)).isEqualTo(3);
    assertThat(order.position(2)).isEqualTo(1);
    assertThat(order.last()).isEqualTo(1);
    assertThat(order.withLast(3).axes()).containsExactly(0, 2, 1, 3);
    assertThat(order.store(1, 8, 4, 5)).containsExactly(1, 4, 5, 8);
  }

  @Test
  void axesOfOneElementDoNotMatter() {
    AxisOrder image = AxisOrder.channelsLast(4);
    AxisOrder graph = AxisOrder.identity(4);
    assertThat(image.storesLike(graph, 2, 1, 4, 5)).isTrue();
    assertThat(image.storesLike(graph, 2, 3, 1, 1)).isTrue();
    assertThat(image.storesLike(graph, 2, 3, 4, 1)).isFalse();
  }

  @RepeatedTest(50)
  void agreesWithMovedElements(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 1 + random.nextInt(4);
    long[] shape = Sequence.shape(rank, random);
    AxisOrder from = Sequence.random(rank, random);
    AxisOrder to = Sequence.random(rank, random);
    Tensor stored = Sequence.moved(Sequence.numbered(shape), Sequence.axes(from));

    assertThat(from.store(shape)).isEqualTo(stored.shape());
    assertThat(Sequence.moved(stored, from.permutationTo(to)).toDoubles())
        .isEqualTo(Sequence.of(to, shape));
    boolean alike = Arrays.equals(Sequence.of(to, shape), stored.toDoubles());
    assertThat(from.storesLike(to, shape)).isEqualTo(alike);
  }

  @RepeatedTest(50)
  void aTransposeOnlyRenamesAxes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 2 + random.nextInt(3);
    long[] shape = Sequence.shape(rank, random);
    AxisOrder order = Sequence.random(rank, random);
    int[] permutation = Sequence.axes(Sequence.random(rank, random));
    Tensor result = Sequence.numbered(shape).transpose(permutation);
    AxisOrder renamed =
        order.renamed(LongStream.range(0, rank).map(i -> permutation[(int) i]).boxed().toList());

    assertThat(Sequence.moved(result, Sequence.axes(renamed)).toDoubles())
        .isEqualTo(Sequence.of(order, shape));
  }

  @RepeatedTest(50)
  void axesOfOneElementGo(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 2 + random.nextInt(3);
    long[] shape = Sequence.shape(rank, random);
    AxisOrder order = Sequence.random(rank, random);
    List<Long> gone = LongStream.range(0, rank).filter(i -> random.nextBoolean()).boxed().toList();
    gone.forEach(axis -> shape[axis.intValue()] = 1);
    long[] left = LongStream.range(0, rank).filter(i -> !gone.contains(i)).toArray();
    long[] rest = LongStream.of(left).map(axis -> shape[(int) axis]).toArray();

    assertThat(Sequence.of(order.without(gone), rest)).isEqualTo(Sequence.of(order, shape));
  }

  @RepeatedTest(50)
  void aValueThatIsBroadcastHasTheLastAxes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 1 + random.nextInt(4);
    int own = random.nextInt(rank + 1);
    long[] shape = Sequence.shape(own, random);
    AxisOrder order = Sequence.random(rank, random);
    long[] wide = new long[rank];
    Arrays.fill(wide, 1);
    System.arraycopy(shape, 0, wide, rank - own, own);

    assertThat(Sequence.of(order.trailing(own), shape)).isEqualTo(Sequence.of(order, wide));
  }
}
