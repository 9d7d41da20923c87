package dev.espalier.accuracy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Writes samples as PNG files: {@code image/NAME.png} in colour and {@code label/NAME.png}, whose
 * pixels are classes and whose palette shows them in the colours of the classes; {@value #CLASSES}
 * may name these.
 */
public final class SampleFolder {
  /** The file with the name of a class in each line, from class 0. */
  public static final String CLASSES = "classes.txt";

  private final Path folder;
  private final Path images;
  private final Path labels;
  private final IndexColorModel palette;

  /**
   * @param folder made if it is not there
   * @param colours 0xRRGGBB of each class; classes without one, and {@link LabelMap#IGNORE}, are
   *     black
   */
  public SampleFolder(Path folder, int... colours) throws IOException {
    this.folder = folder;
    images = Files.createDirectories(folder.resolve("image"));
    labels = Files.createDirectories(folder.resolve("label"));
    int[] entries = new int[256];
    System.arraycopy(colours, 0, entries, 0, colours.length);
    palette = new IndexColorModel(8, 256, entries, 0, false, -1, 0);
  }

  /** Writes the names of the classes. */
  public void name(List<String> classes) throws IOException {
    Files.writeString(folder.resolve(CLASSES), String.join("\n", classes) + "\n");
  }

  /** Writes one sample. */
  public void write(Sample sample) throws IOException {
    String file = sample.name() + ".png";
    ImageIO.write(image(sample.picture()), "png", images.resolve(file).toFile());
    ImageIO.write(label(sample.labels()), "png", labels.resolve(file).toFile());
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int rgb = picture.part(x, y, 0) << 16 | picture.part(x, y, 1) << 8 | picture.part(x, y, 2);
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private BufferedImage label(LabelMap labels) {
    BufferedImage image =
        new BufferedImage(
            labels.width(), labels.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, labels.width(), labels.height(), labels.classes());
    return image;
  }
}
