package dev.espalier.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResizeTest {
  /** Values as OpenCV's INTER_LINEAR and PyTorch's bilinear interpolation define them. */
  @Test
  void pixelsLieAtHalfPositions() {
    Resampling twice = Resampling.of(2, 4);
    assertThat(twice.low()).containsExactly(0, 0, 0, 1);
    assertThat(twice.high()).containsExactly(1, 1, 1, 1);
    assertThat(twice.weight()).containsExactly(0, 0.25f, 0.75f, 0);
    assertThat(twice.nearest()).containsExactly(0, 0, 1, 1);
    Resampling less = Resampling.of(6, 2);
    assertThat(less.low()).containsExactly(1, 4);
    assertThat(less.weight()).containsExactly(0, 0);
    assertThat(less.nearest()).containsExactly(1, 4);
  }

  @Test
  void pictureIsInterpolatedInBothDirections() {
    byte[] rgb = {0, 0, 0, 40, 40, 40, 80, 80, 80, 120, 120, 120};
    Picture larger = Resize.picture(new Picture(2, 2, rgb), 4, 4);
    int[] red = new int[16];
    for (int i = 0; i < 16; i++) {
      red[i] = larger.part(i % 4, i / 4, 0);
    }
    assertThat(red)
        .containsExactly(0, 10, 30, 40, 20, 30, 50, 60, 60, 70, 90, 100, 80, 90, 110, 120);
  }

  @Test
  void labelsAreNeverMixed() {
    LabelMap larger = Resize.labels(new LabelMap(2, 1, new int[] {3, LabelMap.IGNORE}), 5, 2);
    assertThat(larger.classes()).containsExactly(3, 3, -1, -1, -1, 3, 3, -1, -1, -1);
  }
}
