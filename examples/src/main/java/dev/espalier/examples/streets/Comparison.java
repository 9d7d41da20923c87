package dev.espalier.examples.streets;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.streets.StreetClass;
import dev.espalier.search.report.Scene;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** A street, its labels, and what the compiled model sees, side by side. */
final class Comparison {
  private static final int LARGER = 3;
  private static final int[] COLOURS = StreetClass.colours();

  private Comparison() {}

  static void write(Scene scene, Path file) throws IOException {
    Picture picture = scene.sample().picture();
    LabelMap seen = scene.seen().get(scene.seen().size() - 1).classes();
    int width = LARGER * picture.width();
    int height = LARGER * picture.height();
    BufferedImage row = new BufferedImage(3 * width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = row.createGraphics();
    graphics.drawImage(image(picture), 0, 0, width, height, null);
    graphics.drawImage(image(scene.sample().labels()), width, 0, width, height, null);
    graphics.drawImage(image(seen), 2 * width, 0, width, height, null);
    graphics.dispose();
    if (!ImageIO.write(row, "png", file.toFile())) {
      throw new IllegalStateException("no writer for PNG");
    }
  }

  private static BufferedImage image(Picture picture) {
    return image(
        picture.width(),
        picture.height(),
        (x, y) -> picture.part(x, y, 0) << 16 | picture.part(x, y, 1) << 8 | picture.part(x, y, 2));
  }

  private static BufferedImage image(LabelMap labels) {
    return image(labels.width(), labels.height(), (x, y) -> COLOURS[labels.at(x, y)]);
  }

  private static BufferedImage image(int width, int height, IntBinaryOperator rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb.applyAsInt(x, y));
      }
    }
    return image;
  }
}
