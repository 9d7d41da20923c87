package dev.espalier.accuracy.feed;

import dev.espalier.ir.SplitMix64;

/**
 * The order in which training sees the samples: every epoch has each of them once, shuffled by the
 * seed and the number of the epoch alone.
 *
 * @param size samples in the data set
 */
public record SampleOrder(long seed, int size) {
  public SampleOrder {
    if (size < 1) {
      throw new IllegalArgumentException("an order of " + size + " samples");
    }
  }

  /** All samples in the order of an epoch (Fisher and Yates). */
  public int[] epoch(long epoch) {
    long key = SplitMix64.bits(seed, epoch);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = (int) (SplitMix64.unit(key, i) * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The sample at a position counted over all epochs. */
  public int at(long position) {
    return epoch(position / size)[(int) (position % size)];
  }
}
