package dev.espalier.accuracy.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Encoded pictures for tests. */
final class Pngs {
  private Pngs() {}

  /** Indexed, with a random colour for each index. */
  static byte[] indexed(int bits, int width, int... indices) {
    byte[] colours = new byte[3 * (1 << bits)];
    new Random(3).nextBytes(colours);
    IndexColorModel palette = new IndexColorModel(bits, 1 << bits, colours, 0, false);
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    return filled(new BufferedImage(width, indices.length / width, type, palette), indices);
  }

  static byte[] grey(int width, int... values) {
    return filled(
        new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY), values);
  }

  static byte[] grey16(int width, int... values) {
    return filled(
        new BufferedImage(width, values.length / width, BufferedImage.TYPE_USHORT_GRAY), values);
  }

  /** One colour, given as 0xrrggbb. */
  static byte[] colour(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return encoded(image, "png");
  }

  static byte[] jpeg(int width, int height) {
    return encoded(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
  }

  private static byte[] filled(BufferedImage image, int... values) {
    image.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), 0, values);
    return encoded(image, "png");
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no encoder for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
