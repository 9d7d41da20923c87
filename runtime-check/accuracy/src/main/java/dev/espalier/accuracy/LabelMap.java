package dev.espalier.accuracy;

/**
 * The class of every pixel of a picture.
 *
 * @param classes rows from the top, pixels from the left; {@link #IGNORE} where there is no class
 */
public record LabelMap(int width, int height, int[] classes) {
  /** Stands for pixels that belong to no class. */
  public static final int IGNORE = -1;

  /** What such pixels are in files, unless somebody says otherwise. */
  public static final int IGNORE_IN_FILES = 255;

  public LabelMap {
    if (width < 1 || height < 1 || classes.length != (long) width * height) {
      throw new IllegalArgumentException(
          classes.length + " labels for a picture of " + width + " x " + height + " pixels");
    }
  }

  /** The class of a pixel. */
  public int at(int x, int y) {
    return classes[y * width + x];
  }
}
