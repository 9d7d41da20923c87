package dev.espalier.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.accuracy.streets.StreetClass;
import dev.espalier.accuracy.streets.Streets;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFolderTest {
  @TempDir Path folder;

  @Test
  void filesHoldEveryPixelAndItsClass() throws IOException {
    Sample sample = new Streets(3, 0, 1, 48, 32).sample(0);
    new SampleFolder(folder, StreetClass.colours()).write(sample);
    BufferedImage image = read("image");
    BufferedImage label = read("label");
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 48; x++) {
        int red = image.getRGB(x, y) >> 16 & 0xff;
        assertThat(red).isEqualTo(sample.picture().part(x, y, 0));
        int index = label.getRaster().getSample(x, y, 0);
        assertThat(index).isEqualTo(sample.labels().at(x, y));
        assertThat(label.getRGB(x, y) & 0xffffff).isEqualTo(StreetClass.colours()[index]);
      }
    }
  }

  private BufferedImage read(String kind) throws IOException {
    return ImageIO.read(folder.resolve(kind).resolve("street-000000.png").toFile());
  }
}
