package dev.espalier.examples.textdetection;

import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.ir.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;

/** Per pixel, how likely the detector holds it to be text, 0..1. */
final class ProbabilityMap {
  /** What PP-OCR counts as text. */
  private static final double THRESHOLD = 0.3;

  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  private final int width;
  private final int height;
  private final float[] values;

  private ProbabilityMap(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** Runs a detector with one image input [N,3,H,W] and one map output [N,1,H,W]. */
  static ProbabilityMap of(Path model, BufferedImage picture) {
    try (OnnxRuntimeRunner runner =
        OnnxRuntimeRunner.open(model, OnnxRuntimeRunner.Settings.PLAIN)) {
      String input = runner.inputs().get(0).name();
      String output = runner.outputs().get(0).name();
      Tensor map = runner.run(Map.of(input, pixels(picture))).get(output);
      return new ProbabilityMap(picture.getWidth(), picture.getHeight(), map.toFloats());
    }
  }

  /** Colours in red, green, blue planes, normalised as the detector was trained. */
  static Tensor pixels(BufferedImage picture) {
    int area = picture.getWidth() * picture.getHeight();
    float[] planes = new float[3 * area];
    for (int i = 0; i < area; i++) {
      Color color = new Color(picture.getRGB(i % picture.getWidth(), i / picture.getWidth()));
      int[] channels = {color.getRed(), color.getGreen(), color.getBlue()};
      for (int c = 0; c < 3; c++) {
        planes[c * area + i] = (float) ((channels[c] / 255.0 - MEAN[c]) / DEVIATION[c]);
      }
    }
    return Tensor.floats(new long[] {1, 3, picture.getHeight(), picture.getWidth()}, planes);
  }

  /** The share of pixels that are text. */
  double textShare() {
    int text = 0;
    for (float value : values) {
      text += value > THRESHOLD ? 1 : 0;
    }
    return (double) text / values.length;
  }

  /** Text pixels of both maps over text pixels of either. */
  double overlap(ProbabilityMap other) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < values.length; i++) {
      boolean a = values[i] > THRESHOLD;
      boolean b = other.values[i] > THRESHOLD;
      both += a && b ? 1 : 0;
      either += a || b ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }

  double greatestDifference(ProbabilityMap other) {
    double greatest = 0;
    for (int i = 0; i < values.length; i++) {
      greatest = Math.max(greatest, Math.abs((double) values[i] - other.values[i]));
    }
    return greatest;
  }

  /** White is text. */
  BufferedImage picture() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      int grey = Math.round(255 * Math.max(0, Math.min(1, values[i])));
      image.setRGB(i % width, i / width, new Color(grey, grey, grey).getRGB());
    }
    return image;
  }
}
