package dev.espalier.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void pictureHasThreePartsPerPixel() {
    Picture picture = new Picture(2, 1, new byte[] {1, 2, 3, 4, 5, (byte) 250});
    assertThat(picture.part(1, 0, 2)).isEqualTo(250);
    assertThat(picture.part(0, 0, 1)).isEqualTo(2);
  }

  @Test
  void sizesMustMatch() {
    Picture picture = new Picture(2, 1, new byte[6]);
    LabelMap labels = new LabelMap(1, 2, new int[2]);
    assertThatThrownBy(() -> new Sample("street-7", picture, labels))
        .isInstanceOf(DataException.class)
        .hasMessage("street-7: the picture has 2 x 1 pixels, its labels 1 x 2");
  }

  @Test
  void numberOfValuesMustFit() {
    assertThatThrownBy(() -> new LabelMap(2, 2, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 labels for a picture of 2 x 2");
  }
}
