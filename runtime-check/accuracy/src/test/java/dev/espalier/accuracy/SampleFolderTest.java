package dev.espalier.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.accuracy.data.DataSets;
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

  @Test
  void writtenSamplesAreReadAsTheyWere() throws IOException {
    Streets streets = new Streets(5, 0, 2, 40, 24);
    SampleFolder written = new SampleFolder(folder, StreetClass.colours());
    written.name(streets.classes());
    int[] withoutClass = streets.sample(1).labels().classes().clone();
    withoutClass[7] = LabelMap.IGNORE;
    Sample changed =
        new Sample("changed", streets.sample(1).picture(), new LabelMap(40, 24, withoutClass));
    written.write(streets.sample(0));
    written.write(changed);
    DataSet read = DataSets.open(folder, DataSets.Options.DEFAULTS);
    assertThat(read.classes()).isEqualTo(streets.classes());
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.sample(0).labels().classes()).isEqualTo(withoutClass);
    assertThat(read.sample(0).picture().rgb()).isEqualTo(changed.picture().rgb());
    assertThat(read.name(1)).isEqualTo(streets.name(0));
  }

  private BufferedImage read(String kind) throws IOException {
    return ImageIO.read(folder.resolve(kind).resolve("street-000000.png").toFile());
  }
}
