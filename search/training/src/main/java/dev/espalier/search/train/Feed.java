package dev.espalier.search.train;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.feed.Draws;
import dev.espalier.accuracy.feed.Prefetch;
import dev.espalier.accuracy.feed.SampleOrder;
import dev.espalier.accuracy.score.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the batch of a step, which is a function of seed and step alone.
 *
 * @param size samples in a batch
 * @param classes labels are below this
 */
public record Feed(
    DataSet data,
    int classes,
    Augmentation augmentation,
    Preprocessing preprocessing,
    int size,
    long seed) {
  private static final int READERS = 1;
  private static final int AHEAD = 3;

  /** The batches of steps, made ahead on another thread. */
  public Prefetch<Batch> batches(long from, long to) {
    return new Prefetch<>(this::batch, from, to, READERS, AHEAD);
  }

  /** The batch of a step. */
  public Batch batch(long step) {
    SampleOrder order = new SampleOrder(seed, data.size());
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Sample sample = data.sample(order.at(step * size + i));
      requireClasses(sample);
      samples.add(augmentation.apply(sample, Draws.of(seed, step, i)));
    }
    return Batch.of(samples, preprocessing);
  }

  private void requireClasses(Sample sample) {
    int largest = Arrays.stream(sample.labels().classes()).max().orElse(0);
    if (largest >= classes) {
      throw new DataException(
          "%s: there are pixels with the label %d, and there are %d classes (0 to %d)",
          sample.name(), largest, classes, classes - 1);
    }
  }
}
