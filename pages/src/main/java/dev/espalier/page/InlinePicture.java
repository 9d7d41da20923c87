package dev.espalier.page;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Resize;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as {@code data:} addresses, which hold the file itself. */
public final class InlinePicture {
  private static final int MOST = 480;
  private static final int ENTRIES = 256;

  private InlinePicture() {}

  /** A photograph. */
  public static String of(Picture picture) {
    Picture small =
        Resize.picture(picture, width(picture.width()), height(picture.width(), picture.height()));
    BufferedImage image =
        new BufferedImage(small.width(), small.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < small.height(); y++) {
      for (int x = 0; x < small.width(); x++) {
        int rgb = small.part(x, y, 0) << 16 | small.part(x, y, 1) << 8 | small.part(x, y, 2);
        image.setRGB(x, y, rgb);
      }
    }
    return of(image, "jpeg");
  }

  /** Classes in their colours; pixels without one are black. */
  public static String of(LabelMap labels, int... colours) {
    LabelMap small =
        Resize.labels(labels, width(labels.width()), height(labels.width(), labels.height()));
    int[] entries = new int[ENTRIES];
    System.arraycopy(colours, 0, entries, 0, Math.min(colours.length, ENTRIES - 1));
    IndexColorModel palette =
        new IndexColorModel(8, ENTRIES, entries, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(small.width(), small.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    int[] classes = small.classes().clone();
    for (int i = 0; i < classes.length; i++) {
      classes[i] = classes[i] == LabelMap.IGNORE ? ENTRIES - 1 : classes[i];
    }
    image.getRaster().setPixels(0, 0, small.width(), small.height(), classes);
    return of(image, "png");
  }

  private static int width(int width) {
    return Math.min(width, MOST);
  }

  private static int height(int width, int height) {
    return width <= MOST ? height : Math.max(1, Math.round((float) height * MOST / width));
  }

  private static String of(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return "data:image/" + format + ";base64," + text;
  }
}
