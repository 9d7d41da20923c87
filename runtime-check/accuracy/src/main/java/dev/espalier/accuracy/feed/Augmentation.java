package dev.espalier.accuracy.feed;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Resampling;
import dev.espalier.accuracy.Resize;
import dev.espalier.accuracy.Sample;
import java.util.Arrays;

/**
 * Scales a picture and its labels by a common random factor, cuts a window out of both at a common
 * random place, flips both or neither, and changes the picture's colours. Where the window is
 * larger than the scaled picture, that lies at a random place in it; the rest has the padding
 * colour and no class. Pictures are interpolated bilinearly, labels are those of the nearest pixel.
 *
 * @param width of the window
 * @param height of the window
 * @param leastScale lower bound of the factor
 * @param mostScale upper bound of the factor
 * @param flip probability of a horizontal flip
 * @param padding red, green and blue, 0..255, of what is outside of the picture
 */
public record Augmentation(
    int width,
    int height,
    double leastScale,
    double mostScale,
    double flip,
    ColourJitter colours,
    Padding padding) {
  /** A colour; 0..255 each. */
  public record Padding(int red, int green, int blue) {
    /** Near the mean of photographs, so that it is near zero once they are normalised. */
    public static final Padding MEAN = new Padding(124, 116, 104);

    byte part(int channel) {
      return (byte) (channel == 0 ? red : channel == 1 ? green : blue);
    }
  }

  public Augmentation {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a window of " + width + " x " + height + " pixels");
    }
    if (!(leastScale > 0 && leastScale <= mostScale && mostScale < 100)) {
      throw new IllegalArgumentException("scales from " + leastScale + " to " + mostScale);
    }
    if (!(flip >= 0 && flip <= 1)) {
      throw new IllegalArgumentException("a flip with probability " + flip);
    }
  }

  /** A window of the picture as it is, its colours unchanged. */
  public static Augmentation none(int width, int height) {
    return new Augmentation(width, height, 1, 1, 0, ColourJitter.NONE, Padding.MEAN);
  }

  /** The sample as these draws have it. */
  public Sample apply(Sample sample, Draws draws) {
    Picture picture = sample.picture();
    double scale = draws.between(Purpose.SCALE, leastScale, mostScale);
    Window columns = Window.of(picture.width(), scale, width, draws, Purpose.LEFT);
    Window rows = Window.of(picture.height(), scale, height, draws, Purpose.TOP);
    if (draws.unit(Purpose.FLIP) < flip) {
      columns = columns.reversed();
    }
    ColourJitter.Change change = colours.change(picture, draws);
    return new Sample(
        sample.name(), cut(picture, columns, rows, change), cut(sample.labels(), columns, rows));
  }

  /**
   * One axis of the window.
   *
   * @param positions where its pixels are in the scaled picture; negative outside of it
   */
  private record Window(Resampling scaled, int[] positions) {
    static Window of(int size, double scale, int window, Draws draws, int purpose) {
      int scaled = Math.max(1, (int) Math.round(size * scale));
      int spare = scaled - window;
      int first = draws.whole(purpose, Math.min(0, spare), Math.max(0, spare));
      int[] positions = new int[window];
      Arrays.setAll(positions, i -> first + i < scaled ? Math.max(-1, first + i) : -1);
      return new Window(Resampling.of(size, scaled), positions);
    }

    Window reversed() {
      int[] reversed = new int[positions.length];
      Arrays.setAll(reversed, i -> positions[positions.length - 1 - i]);
      return new Window(scaled, reversed);
    }
  }

  private Picture cut(Picture picture, Window columns, Window rows, ColourJitter.Change change) {
    byte[] rgb = new byte[3 * width * height];
    float[] parts = new float[3];
    for (int y = 0; y < height; y++) {
      int row = rows.positions[y];
      for (int x = 0; x < width; x++) {
        int column = columns.positions[x];
        boolean inside = row >= 0 && column >= 0;
        for (int c = 0; inside && c < 3; c++) {
          parts[c] = Resize.part(picture, columns.scaled, rows.scaled, column, row, c);
        }
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * width + x) + c] =
              inside ? change.part(c, parts[0], parts[1], parts[2]) : padding.part(c);
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  private LabelMap cut(LabelMap labels, Window columns, Window rows) {
    int[] classes = new int[width * height];
    Arrays.fill(classes, LabelMap.IGNORE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = rows.positions[y];
        int column = columns.positions[x];
        if (row >= 0 && column >= 0) {
          classes[y * width + x] =
              labels.at(columns.scaled.nearest()[column], rows.scaled.nearest()[row]);
        }
      }
    }
    return new LabelMap(width, height, classes);
  }
}
