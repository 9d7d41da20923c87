package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.feed.ColourJitter;
import dev.espalier.accuracy.feed.Prefetch;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.streets.Streets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Augmentation RANDOM =
      new Augmentation(
          24, 16, 0.5, 2, 0.5, new ColourJitter(0.3, 0.3, 0.3, 0.02), Augmentation.Padding.MEAN);

  @Test
  void batchIsAFunctionOfSeedAndStep() {
    Feed feed = feed(5, 8);
    Batch batch = feed.batch(7);
    try (Prefetch<Batch> batches = feed.batches(4, 9)) {
      for (int step = 4; step < 7; step++) {
        assertThat(batches.next().pictures().toFloats()).isNotEqualTo(batch.pictures().toFloats());
      }
      Batch same = batches.next();
      assertThat(same.pictures().toFloats()).isEqualTo(batch.pictures().toFloats());
      assertThat(same.labels().toLongs()).isEqualTo(batch.labels().toLongs());
    }
    assertThat(feed(6, 8).batch(7).pictures().toFloats()).isNotEqualTo(batch.pictures().toFloats());
  }

  @Test
  void picturesLabelsAndPreprocessingAreWhereTheyBelong() {
    byte[] rgb = {0, 10, 20, 30, 40, (byte) 250};
    Picture picture = new Picture(2, 1, rgb);
    Sample one = new Sample("one", picture, new LabelMap(2, 1, new int[] {4, LabelMap.IGNORE}));
    Sample two = new Sample("two", picture, new LabelMap(2, 1, new int[] {0, 1}));
    Preprocessing halves =
        new Preprocessing(
            Preprocessing.Channels.rgb, List.of(10.0, 0.0, 0.0), List.of(2.0, 1.0, 1.0), 1);
    Batch batch = Batch.of(List.of(one, two), halves);
    assertThat(batch.pictures().shape()).containsExactly(2, 3, 1, 2);
    assertThat(batch.pictures().toFloats())
        .containsExactly(-5, 10, 10, 40, 20, 250, -5, 10, 10, 40, 20, 250);
    assertThat(batch.labels().toLongs()).containsExactly(4, 0, 0, 1);
    assertThat(batch.counted().toFloats()).containsExactly(1, 0, 1, 1);
  }

  @Test
  void labelsBeyondTheClassesAreNamed() {
    assertThatThrownBy(() -> feed(5, 3).batch(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("street-00000")
        .hasMessageContaining("there are 3 classes (0 to 2)");
  }

  private static Feed feed(long seed, int classes) {
    return new Feed(new Streets(7, 0, 5, 32, 24), classes, RANDOM, Preprocessing.NONE, 2, seed);
  }
}
