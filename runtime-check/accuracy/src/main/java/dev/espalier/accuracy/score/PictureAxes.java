package dev.espalier.accuracy.score;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;

/** Where the axes of pictures are in a tensor of rank 4. */
enum PictureAxes {
  CHANNELS_FIRST(1, 2, 3),
  CHANNELS_LAST(3, 1, 2);

  private static final int COLOURS = 3;

  private final int channel;
  private final int height;
  private final int width;

  PictureAxes(int channel, int height, int width) {
    this.channel = channel;
    this.height = height;
    this.width = width;
  }

  int channel() {
    return channel;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  PictureAxes other() {
    return this == CHANNELS_FIRST ? CHANNELS_LAST : CHANNELS_FIRST;
  }

  /** The axes of an input for three colours; channels first where both would do. */
  static PictureAxes ofInput(TensorType type) {
    boolean last = isColours(type.dim(3)) && !isColours(type.dim(1));
    return last ? CHANNELS_LAST : CHANNELS_FIRST;
  }

  private static boolean isColours(Dim dim) {
    return dim.isConstant() && dim.value() == COLOURS;
  }

  /** Whether a tensor of these axes has the proportions of a picture, up to rounding. */
  boolean haveProportions(long[] shape, int pictureWidth, int pictureHeight) {
    long difference = shape[height] * pictureWidth - shape[width] * pictureHeight;
    return Math.abs(difference) <= Math.max(pictureWidth, pictureHeight);
  }
}
