package dev.espalier.accuracy.feed;

import dev.espalier.accuracy.Picture;

/**
 * Changes colours at random, in this order: brightness times 1 +- {@code brightness}, the distance
 * to the picture's mean grey times 1 +- {@code contrast}, the distance to each pixel's own grey
 * times 1 +- {@code saturation}, and colours turned about the grey axis by +- {@code hue} turns.
 * Zeros change nothing.
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue) {
  /** Leaves pictures as they are. */
  public static final ColourJitter NONE = new ColourJitter(0, 0, 0, 0);

  /** Luma of ITU-R BT.601. */
  private static final double[] GREY = {0.299, 0.587, 0.114};

  private static final double[][] SAME = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  public ColourJitter {
    requireShare("brightness", brightness, 1);
    requireShare("contrast", contrast, 1);
    requireShare("saturation", saturation, 1);
    requireShare("hue", hue, 0.5);
  }

  private static void requireShare(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " is from 0 to " + most + ", not " + value);
    }
  }

  /** Red, green and blue of a changed pixel: a matrix times those of the pixel, plus an offset. */
  record Change(double[][] matrix, double offset) {
    /** A part of a changed pixel, 0..255. */
    byte part(int channel, float red, float green, float blue) {
      double[] row = matrix[channel];
      double value = row[0] * red + row[1] * green + row[2] * blue + offset;
      return (byte) Math.round(Math.min(255, Math.max(0, value)));
    }
  }

  Change change(Picture picture, Draws draws) {
    double bright = factor(draws, Purpose.BRIGHTNESS, brightness);
    double far = factor(draws, Purpose.CONTRAST, contrast);
    double colourful = factor(draws, Purpose.SATURATION, saturation);
    double turn = draws.between(Purpose.HUE, -hue, hue);
    double[][] matrix = times(turned(turn), saturated(colourful), bright * far);
    double offset = contrast == 0 ? 0 : (1 - far) * bright * meanGrey(picture);
    return new Change(matrix, offset);
  }

  private static double factor(Draws draws, int purpose, double share) {
    return draws.between(purpose, 1 - share, 1 + share);
  }

  private static double[][] saturated(double factor) {
    double[][] matrix = new double[3][3];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        matrix[to][from] = factor * SAME[to][from] + (1 - factor) * GREY[from];
      }
    }
    return matrix;
  }

  /** Rotation about the axis (1, 1, 1), by Rodrigues' formula; exactly nothing for no turn. */
  private static double[][] turned(double turns) {
    if (turns == 0) {
      return SAME;
    }
    double cos = StrictMath.cos(2 * Math.PI * turns);
    double sin = StrictMath.sin(2 * Math.PI * turns) / StrictMath.sqrt(3);
    double rest = (1 - cos) / 3;
    return new double[][] {
      {cos + rest, rest - sin, rest + sin},
      {rest + sin, cos + rest, rest - sin},
      {rest - sin, rest + sin, cos + rest}
    };
  }

  private static double[][] times(double[][] a, double[][] b, double factor) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i][j] = factor * (a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j]);
      }
    }
    return product;
  }

  private static double meanGrey(Picture picture) {
    byte[] rgb = picture.rgb();
    long[] sums = new long[3];
    for (int i = 0; i < rgb.length; i += 3) {
      for (int c = 0; c < 3; c++) {
        sums[c] += rgb[i + c] & 0xff;
      }
    }
    double pixels = rgb.length / 3.0;
    return (GREY[0] * sums[0] + GREY[1] * sums[1] + GREY[2] * sums[2]) / pixels;
  }
}
