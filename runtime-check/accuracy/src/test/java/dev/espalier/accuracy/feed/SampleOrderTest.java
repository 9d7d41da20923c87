package dev.espalier.accuracy.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {
  @Test
  void everyEpochHasEverySampleOnce() {
    SampleOrder order = new SampleOrder(7, 23);
    for (int epoch = 0; epoch < 5; epoch++) {
      int[] sorted = order.epoch(epoch);
      Arrays.sort(sorted);
      assertThat(sorted).containsExactly(IntStream.range(0, 23).toArray());
    }
    assertThat(order.epoch(0)).isNotEqualTo(order.epoch(1));
    assertThat(order.epoch(0)).isNotEqualTo(new SampleOrder(8, 23).epoch(0));
  }

  @Test
  void positionsRunThroughTheEpochs() {
    SampleOrder order = new SampleOrder(7, 5);
    int[] twoEpochs = IntStream.range(0, 10).map(order::at).toArray();
    assertThat(Arrays.copyOf(twoEpochs, 5)).containsExactly(order.epoch(0));
    assertThat(Arrays.copyOfRange(twoEpochs, 5, 10)).containsExactly(order.epoch(1));
  }

  @Test
  void everyPlaceIsEquallyLikely() {
    int[][] seen = new int[4][4];
    for (int seed = 0; seed < 40_000; seed++) {
      int[] order = new SampleOrder(seed, 4).epoch(0);
      for (int place = 0; place < 4; place++) {
        seen[place][order[place]]++;
      }
    }
    assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }
}
