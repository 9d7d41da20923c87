package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir Path folder;

  @Test
  void writesPicturesAndLabelsOfTwoSplits() throws IOException {
    Run run = streets("--count", "3", "--val", "2", "--size", "64x48", "--seed", "5");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("train: 3 scenes of 64 x 48").contains("val: 2 scenes");
    assertThat(files("train/image")).hasSize(3).isEqualTo(files("train/label"));
    assertThat(files("val/image")).hasSize(2).doesNotContainAnyElementsOf(files("train/image"));
    BufferedImage label = ImageIO.read(folder.resolve("train/label/street-000002.png").toFile());
    assertThat(List.of(label.getWidth(), label.getHeight())).containsExactly(64, 48);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(Run.of("data", "roads", "-o", folder.toString()).err())
        .contains("data streets, not 'roads'");
    assertThat(streets("--size", "64").err()).contains("--size is WxH such as 240x160, not '64'");
    assertThat(streets("--size", "64x9").err()).contains("16 pixels or more");
    assertThat(streets("--count", "0").err()).contains("--count is from 1 to");
    assertThat(streets("--count", "0").exit()).isEqualTo(Exit.USAGE);
  }

  private Run streets(String... options) {
    return Run.of(
        Stream.concat(Stream.of("data", "streets", "-o", folder), Stream.of(options)).toArray());
  }

  private List<String> files(String inner) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(inner))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
