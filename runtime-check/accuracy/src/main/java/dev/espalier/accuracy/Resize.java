package dev.espalier.accuracy;

/** Changes the sizes of pictures, label maps and planes of numbers. */
public final class Resize {
  private Resize() {}

  /** Bilinear, each value rounded to the nearest byte. */
  public static Picture picture(Picture picture, int width, int height) {
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    Resampling columns = Resampling.of(picture.width(), width);
    Resampling rows = Resampling.of(picture.height(), height);
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * width + x) + c] = (byte) Math.round(part(picture, columns, rows, x, y, c));
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  /** A part of pixel x, y of a resized picture, before it is rounded. */
  public static float part(
      Picture picture, Resampling columns, Resampling rows, int x, int y, int channel) {
    int left = columns.low()[x];
    int right = columns.high()[x];
    float across = columns.weight()[x];
    float upper =
        Resampling.between(
            picture.part(left, rows.low()[y], channel),
            picture.part(right, rows.low()[y], channel),
            across);
    float lower =
        Resampling.between(
            picture.part(left, rows.high()[y], channel),
            picture.part(right, rows.high()[y], channel),
            across);
    return Resampling.between(upper, lower, rows.weight()[y]);
  }

  /** Nearest pixel. */
  public static LabelMap labels(LabelMap labels, int width, int height) {
    if (labels.width() == width && labels.height() == height) {
      return labels;
    }
    Resampling columns = Resampling.of(labels.width(), width);
    Resampling rows = Resampling.of(labels.height(), height);
    int[] classes = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = labels.at(columns.nearest()[x], rows.nearest()[y]);
      }
    }
    return new LabelMap(width, height, classes);
  }
}
