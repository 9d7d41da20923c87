package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures and label pictures. Values are taken as they are stored: neither a colour
 * profile, nor the gamma Java applies to grey pictures, nor an orientation is heeded, as is usual
 * where networks are trained.
 */
final class ReadPictures {
  private ReadPictures() {}

  /**
   * A colour, indexed or grey picture as red, green and blue; an alpha channel is dropped, and of
   * 16 bits the upper 8 are kept.
   *
   * @param name of the file, for messages
   */
  static Picture picture(String name, byte[] file) {
    BufferedImage image = decode(name, file);
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    Colours colours = colours(image.getColorModel(), raster);
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      colours.put(row, rgb, 3 * y * width);
    }
    return new Picture(width, height, rgb);
  }

  /** Turns the stored values of a row into colours. */
  @FunctionalInterface
  private interface Colours {
    void put(int[] row, byte[] rgb, int at);
  }

  private static Colours colours(ColorModel model, Raster raster) {
    int bands = raster.getNumBands();
    if (model instanceof IndexColorModel palette) {
      return (row, rgb, at) -> {
        for (int x = 0; x < row.length; x++) {
          rgb[at + 3 * x] = (byte) palette.getRed(row[x]);
          rgb[at + 3 * x + 1] = (byte) palette.getGreen(row[x]);
          rgb[at + 3 * x + 2] = (byte) palette.getBlue(row[x]);
        }
      };
    }
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    int second = bands < 3 ? 0 : 1;
    return (row, rgb, at) -> {
      for (int x = 0; x < row.length / bands; x++) {
        rgb[at + 3 * x] = (byte) (row[x * bands] >> shift);
        rgb[at + 3 * x + 1] = (byte) (row[x * bands + second] >> shift);
        rgb[at + 3 * x + 2] = (byte) (row[x * bands + 2 * second] >> shift);
      }
    };
  }

  /**
   * An indexed or grey picture as labels: the index, not the colour it stands for.
   *
   * @param name of the file, for messages
   * @param meaning the class of a stored value, or {@link LabelMap#IGNORE}
   */
  static LabelMap labels(String name, byte[] file, IntUnaryOperator meaning) {
    Raster raster = decode(name, file).getRaster();
    if (raster.getNumBands() > 2) {
      throw new DataException(
          "%s: labels are an indexed or grey picture, and this one has %d colour channels",
          name, raster.getNumBands());
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] classes =
        raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, (int[]) null);
    for (int i = 0; i < classes.length; i++) {
      classes[i] = meaning.applyAsInt(classes[i]);
    }
    return new LabelMap(width, height, classes);
  }

  private static BufferedImage decode(String name, byte[] file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException("%s: not a PNG, JPEG or BMP picture", name);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException data) {
        throw data;
      }
      throw new DataException("%s: the picture cannot be decoded: %s", name, e.getMessage());
    }
  }
}
