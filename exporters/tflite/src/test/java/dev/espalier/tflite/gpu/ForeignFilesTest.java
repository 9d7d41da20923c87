package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.passes.SharedData;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.file.TfliteReader;
import org.junit.jupiter.api.Test;

/** Files that others made. */
class ForeignFilesTest {
  private static GpuVerdict check(String name) {
    return GpuRules.check(TfliteReader.read(SharedData.file("models/tflite/" + name + ".tflite")));
  }

  /** It has the delegate's own transposed convolution. */
  @Test
  void mediapipeIsTakenAsAWhole() {
    GpuVerdict verdict = check("mediapipe-selfie_segmentation");
    assertThat(verdict.errors()).isEmpty();
    assertThat(verdict.report().supported()).isTrue();
    assertThat(verdict.report().partitions()).isEqualTo(1);
  }

  @Test
  void deeplabIsTakenAsAWhole() {
    GpuVerdict verdict = check("portrait-deeplabv3-mnv2dm05-513-float");
    assertThat(verdict.report().partitions()).isEqualTo(1);
    assertThat(verdict.lints()).extracting(Lint::rule).containsExactly("gpu/unaligned-channels");
  }

  /** Its biases have one axis, and are added to images. */
  @Test
  void prismaMixesRanks() {
    GpuVerdict verdict = check("portrait-prisma-256");
    assertThat(verdict.report().partitions()).isEqualTo(1);
    assertThat(verdict.report().traps()).containsExactly("gpu/mixed-rank-broadcast");
  }
}
