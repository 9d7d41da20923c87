package dev.espalier.search.train;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.ir.Tensor;
import java.util.List;

/**
 * The pictures and labels of one step.
 *
 * @param pictures f32[N,3,H,W], as the network takes them
 * @param labels i64[N,1,H,W]; 0 where there is no class
 * @param counted f32[N,1,H,W]: 1 where there is a class, else 0
 */
public record Batch(Tensor pictures, Tensor labels, Tensor counted) {
  /** The batch of some samples of one size. */
  static Batch of(List<Sample> samples, Preprocessing preprocessing) {
    int width = samples.get(0).picture().width();
    int height = samples.get(0).picture().height();
    int pixels = width * height;
    float[] pictures = new float[3 * pixels * samples.size()];
    long[] labels = new long[pixels * samples.size()];
    float[] counted = new float[labels.length];
    for (int i = 0; i < samples.size(); i++) {
      preprocessing.put(samples.get(i).picture(), pictures, 3 * i * pixels, 1, pixels);
      int[] classes = samples.get(i).labels().classes();
      for (int p = 0; p < pixels; p++) {
        boolean counts = classes[p] != LabelMap.IGNORE;
        labels[i * pixels + p] = counts ? classes[p] : 0;
        counted[i * pixels + p] = counts ? 1 : 0;
      }
    }
    long[] one = {samples.size(), 1, height, width};
    return new Batch(
        Tensor.floats(new long[] {samples.size(), 3, height, width}, pictures),
        Tensor.longs(one, labels),
        Tensor.floats(one, counted));
  }
}
