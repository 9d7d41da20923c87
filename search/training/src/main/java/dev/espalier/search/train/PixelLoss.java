package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.espalier.ir.Tensor;
import dev.espalier.search.config.RunConfig.LossConfig;
import dev.espalier.search.djl.Tensors;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of the classes of pixels: the mean over the pixels that have a class, each with
 * the weight of its class, of {@code -log softmax(scores)[class]}.
 *
 * @param auxiliary weight of the loss of every output behind the first
 * @param classWeights one for each class; all the same when absent
 * @param hardest share of the pixels, those with the greatest loss, that count (Shrivastava et al.,
 *     2016)
 */
public record PixelLoss(double auxiliary, Optional<float[]> classWeights, double hardest) {
  /** The loss of a configuration. */
  public static PixelLoss of(LossConfig config) {
    return new PixelLoss(
        config.auxiliary(), config.classWeights().map(PixelLoss::floats), config.hardest());
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /**
   * The labels of a batch as arrays.
   *
   * @param weights of the pixels; 0 where there is no class
   * @param total sum of the weights
   * @param hardest how many pixels count at most
   */
  public record Truth(NDArray labels, NDArray weights, double total, int hardest) {}

  /** Brings the labels of a batch to PyTorch. */
  public Truth truth(NDManager manager, Batch batch) {
    float[] weights = batch.counted().toFloats();
    long[] labels = batch.labels().toLongs();
    double total = 0;
    int counted = 0;
    for (int i = 0; i < weights.length; i++) {
      counted += weights[i] > 0 ? 1 : 0;
      weights[i] *= classWeights.isPresent() ? classWeights.get()[(int) labels[i]] : 1;
      total += weights[i];
    }
    return new Truth(
        Tensors.toArray(manager, batch.labels()),
        Tensors.toArray(manager, Tensor.floats(batch.counted().shape(), weights)),
        total,
        (int) Math.ceil(hardest * counted));
  }

  /** The loss of one output f32[N,classes,H,W], which has the size of the labels. */
  public NDArray of(NDArray scores, Truth truth) {
    return ofLogarithms(scores.logSoftmax(1), truth);
  }

  /** The same by the logarithms of the probabilities of the classes. */
  NDArray ofLogarithms(NDArray logarithms, Truth truth) {
    NDArray each = logarithms.gather(truth.labels, 1).mul(truth.weights);
    if (hardest < 1 && truth.hardest > 0) {
      return ofHardest(each.flatten().neg(), truth);
    }
    return Factor.times(each.sum(), -1 / Math.max(truth.total, Float.MIN_NORMAL));
  }

  /** The mean over the pixels with the greatest losses, which have their weights. */
  private static NDArray ofHardest(NDArray losses, Truth truth) {
    NDList greatest = losses.topK(truth.hardest, 0);
    NDArray weights = truth.weights.flatten().gather(greatest.get(1), 0);
    return Factor.times(
        greatest.get(0).sum(), 1 / Math.max(weights.sum().getFloat(), Float.MIN_NORMAL));
  }
}
