package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A data set that keeps in memory what was read once; for sets that are slow and small. */
public final class Remembered implements DataSet {
  private final DataSet source;
  private final AtomicReferenceArray<Sample> samples;

  public Remembered(DataSet source) {
    this.source = source;
    this.samples = new AtomicReferenceArray<>(source.size());
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public String name(int i) {
    return source.name(i);
  }

  @Override
  public Sample sample(int i) {
    Sample known = samples.get(i);
    if (known != null) {
      return known;
    }
    Sample sample = source.sample(i);
    samples.set(i, sample);
    return sample;
  }

  @Override
  public List<String> classes() {
    return source.classes();
  }
}
