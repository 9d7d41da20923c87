package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples show; that each one runs is tested where they are shipped. */
class ExamplesTest {
  @TempDir Path out;

  @Test
  void textDetectionFindsTheTextBeforeAndAfter() throws Exception {
    Example example = Examples.named("text-detection").orElseThrow();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    boolean passed = example.run(out, new PrintStream(log, true, StandardCharsets.UTF_8));
    assertThat(passed).as(log.toString(StandardCharsets.UTF_8)).isTrue();
    BufferedImage before = ImageIO.read(out.resolve("before.png").toFile());
    BufferedImage after = ImageIO.read(out.resolve("after.png").toFile());
    // The middle of the big sign is text, the sky is not.
    assertThat(before.getRGB(260, 122) & 0xff).isGreaterThan(128);
    assertThat(after.getRGB(260, 122) & 0xff).isGreaterThan(128);
    assertThat(before.getRGB(320, 20) & 0xff).isLessThan(32);
    assertThat(after.getRGB(320, 20) & 0xff).isLessThan(32);
    assertThat(Files.size(out.resolve("compiled/model.onnx")))
        .isLessThan(Files.size(out.resolve("detector.onnx")));
  }

  @Test
  void streetsAreCompiledSeenAndReported() throws Exception {
    Example example = Examples.named("streets").orElseThrow();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    boolean passed = example.run(out, new PrintStream(log, true, StandardCharsets.UTF_8));
    assertThat(passed).as(log.toString(StandardCharsets.UTF_8)).isTrue();
    BufferedImage row = ImageIO.read(out.resolve("comparison.png").toFile());
    int width = row.getWidth() / 3;
    // The sky is seen at the top, the road at the bottom, as the labels say.
    for (int y : new int[] {4, row.getHeight() - 5}) {
      int label = row.getRGB(width + width / 2, y);
      assertThat(row.getRGB(2 * width + width / 2, y)).as("row %d", y).isEqualTo(label);
    }
    assertThat(Files.readString(out.resolve("search.html")))
        .contains("\"ofTarget\":0.990", "\"compiled on street-");
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(Files.size(out.resolve("model.onnx")))
        .isLessThan(Files.size(out.resolve("supernet.onnx")));
  }
}
