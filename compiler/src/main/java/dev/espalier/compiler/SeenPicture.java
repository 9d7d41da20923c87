package dev.espalier.compiler;

import dev.espalier.accuracy.Picture;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A tensor as planes of a picture: [1,C,H,W], [1,H,W,C] where that is the order of few channels, or
 * [1,H,W] of classes.
 *
 * @param values in the order channel, row, column
 */
record SeenPicture(int channels, int height, int width, double[] values) {
  private static final int FEW = 4;
  private static final int MOST_CLASSES = 255;
  private static final int LEAST_SIDE = 8;

  /** The planes of a tensor; nothing where it is no picture. */
  static Optional<SeenPicture> of(Tensor tensor) {
    long[] shape = tensor.shape();
    if (shape.length == 3 && !tensor.element().isFloat()) {
      shape = new long[] {shape[0], 1, shape[1], shape[2]};
    }
    if (shape.length != 4 || shape[0] != 1) {
      return Optional.empty();
    }
    boolean last = shape[3] <= FEW && shape[1] > FEW;
    int channels = Math.toIntExact(shape[last ? 3 : 1]);
    int height = Math.toIntExact(shape[last ? 1 : 2]);
    int width = Math.toIntExact(shape[last ? 2 : 3]);
    if (channels > MOST_CLASSES || height < LEAST_SIDE || width < LEAST_SIDE) {
      return Optional.empty();
    }
    int plane = height * width;
    IntUnaryOperator place = i -> last ? i % plane * channels + i / plane : i;
    double[] from = tensor.toDoubles();
    double[] values = new double[Math.toIntExact(Shapes.size(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[place.applyAsInt(i)];
    }
    return Optional.of(new SeenPicture(channels, height, width, values));
  }

  double at(int channel, int pixel) {
    return values[channel * height * width + pixel];
  }

  int pixels() {
    return height * width;
  }

  /** The channel with the greatest value at a pixel; of a single channel of classes, its value. */
  int best(int pixel) {
    if (channels == 1) {
      return (int) Math.max(0, Math.min(MOST_CLASSES, at(0, pixel)));
    }
    int best = 0;
    for (int c = 1; c < channels; c++) {
      best = at(c, pixel) > at(best, pixel) ? c : best;
    }
    return best;
  }

  /** The largest difference from another one at a pixel. */
  double difference(SeenPicture other, int pixel) {
    double most = 0;
    for (int c = 0; c < channels; c++) {
      most = Math.max(most, Math.abs(at(c, pixel) - other.at(c, pixel)));
    }
    return most;
  }

  /** The first one or three channels as colours; values outside of 0..1 are brought into it. */
  Picture asPhotograph() {
    double least = 0;
    double most = 1;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    byte[] rgb = new byte[3 * pixels()];
    for (int i = 0; i < rgb.length; i++) {
      double value = at(channels < 3 ? 0 : i % 3, i / 3);
      rgb[i] = (byte) Math.round(255 * (value - least) / (most - least));
    }
    return new Picture(width, height, rgb);
  }
}
