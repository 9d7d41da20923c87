package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Reads a PNG or JPEG picture as a tensor of one grey channel or three channels R, G, B. */
final class PictureFile {
  private PictureFile() {}

  /** Resizes the picture (bilinear) to the shape and scales it to 0..1, for integers 0..255. */
  static Tensor read(Path file, ElementType element, long[] shape) throws IOException {
    Layout layout = Layout.of(shape);
    int channels = layout.channel().size();
    if (shape.length != 4 || shape[0] != 1 || channels != 1 && channels != 3) {
      throw new EvidenceException(
          "%s: a picture does not fit an input of shape %s", file, Arrays.toString(shape));
    }
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new EvidenceException("%s: not a PNG or JPEG picture", file);
    }
    BufferedImage resized = resize(picture, layout.width().size(), layout.height().size());
    double scale = element.isFloat() ? 1 / 255.0 : 1;
    double[] values = new double[Math.toIntExact(Shapes.size(shape))];
    for (int i = 0; i < values.length; i++) {
      int rgb = resized.getRGB(layout.width().position(i), layout.height().position(i));
      values[i] = scale * (channels == 1 ? grey(rgb) : part(rgb, layout.channel().position(i)));
    }
    return Tensor.of(element, shape, values);
  }

  private static BufferedImage resize(BufferedImage picture, int width, int height) {
    BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = resized.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return resized;
  }

  private static int part(int rgb, int channel) {
    return rgb >> (16 - 8 * channel) & 0xff;
  }

  /** Luma of ITU-R BT.601. */
  private static double grey(int rgb) {
    return Math.rint(0.299 * part(rgb, 0) + 0.587 * part(rgb, 1) + 0.114 * part(rgb, 2));
  }
}
