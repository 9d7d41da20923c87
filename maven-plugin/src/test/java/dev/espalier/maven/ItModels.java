package dev.espalier.maven;

import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small models and data for the builds of the integration tests. */
public final class ItModels {
  private static final String MASKED =
      """
      graph @masked(%%x: f32[1,3,8,8]) {
        %%c = conv(%%x, f32[8,3,3,3]#rand(%d), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %%r = relu(%%c)
        %%m = channel_mask(%%r, f32[8]#[1, 0, 1, 0, 1, 1, 0.5, 1])
        %%y = conv(%%m, f32[4,8,1,1]#rand(3))
        return %%y
      }
      """;

  /** Class 0 where a pixel is dark, class 1 where it is bright. */
  private static final String BRIGHTNESS =
      """
      graph @brightness(%x: f32[1,3,16,16]) {
        %y = conv(%x, f32[2,3,1,1]#[-1, -1, -1, 1, 1, 1], f32[2]#[380, -380])
        return %y
      }
      """;

  private static final int SIZE = 16;

  private ItModels() {}

  /** Writes a model with masks; another one for another seed. */
  public static void masked(Path file, int seed) throws IOException {
    write(MASKED.formatted(seed), file);
  }

  /** Writes a model that tells bright pixels from dark ones. */
  public static void brightness(Path file) throws IOException {
    write(BRIGHTNESS, file);
  }

  /** Draws a picture whose lower part is bright, and labels that say so but for some rows. */
  public static void data(Path folder, int wrongRows) throws IOException {
    BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    BufferedImage label = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        picture.setRGB(x, y, y < SIZE / 2 ? 0x202020 : 0xE0E0E0);
        label.getRaster().setSample(x, y, 0, y < SIZE / 2 - wrongRows ? 0 : 1);
      }
    }
    write(picture, folder.resolve("image/a.png"));
    write(label, folder.resolve("label/a.png"));
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static void write(String text, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), file);
  }
}
