package dev.espalier.accuracy.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPicturesTest {
  private static LabelMap labels(byte[] png) {
    return ReadPictures.labels("x.png", png, IntUnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void labelsAreIndicesAndNotColours(int bits) {
    int[] indices = new int[15];
    Arrays.setAll(indices, i -> (7 * i) % (1 << bits));
    LabelMap read = labels(Pngs.indexed(bits, 5, indices));
    assertThat(read.classes()).containsExactly(indices);
    assertThat(read.width()).isEqualTo(5);
  }

  @Test
  void greyLabelsAreTheirValues() {
    assertThat(labels(Pngs.grey(2, 0, 1, 128, 255)).classes()).containsExactly(0, 1, 128, 255);
    assertThat(labels(Pngs.grey16(2, 0, 300, 65535, 1)).classes())
        .containsExactly(0, 300, 65535, 1);
  }

  @Test
  void colouredLabelsAreRefused() {
    assertThatThrownBy(() -> labels(Pngs.colour(2, 2, 0x804020)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.png")
        .hasMessageContaining("3 colour channels");
  }

  @Test
  void picturesHaveTheirColours() {
    Picture picture = ReadPictures.picture("x.png", Pngs.colour(3, 2, 0x0180ff));
    assertThat(picture.width()).isEqualTo(3);
    assertThat(picture.height()).isEqualTo(2);
    assertThat(picture.part(2, 1, 0)).isEqualTo(1);
    assertThat(picture.part(2, 1, 1)).isEqualTo(128);
    assertThat(picture.part(2, 1, 2)).isEqualTo(255);
  }

  @Test
  void greyPicturesKeepTheirValues() {
    Picture picture = ReadPictures.picture("x.png", Pngs.grey(2, 7, 100, 200, 255));
    assertThat(picture.rgb()).containsExactly(7, 7, 7, 100, 100, 100, 200, 200, 200, 255, 255, 255);
    Picture deep = ReadPictures.picture("x.png", Pngs.grey16(1, 0x1234, 0xff00));
    assertThat(deep.rgb()).containsExactly(0x12, 0x12, 0x12, 0xff, 0xff, 0xff);
  }

  @Test
  void indexedPicturesHaveTheColoursOfTheirPalette() {
    byte[] png = Pngs.indexed(4, 2, 3, 9);
    byte[] colours = new byte[48];
    new Random(3).nextBytes(colours);
    assertThat(ReadPictures.picture("x.png", png).rgb())
        .containsExactly(
            colours[9], colours[10], colours[11], colours[27], colours[28], colours[29]);
  }

  @Test
  void alphaIsDropped() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x40112233);
    assertThat(ReadPictures.picture("x.png", Pngs.encoded(image, "png")).rgb())
        .containsExactly(0x11, 0x22, 0x33);
  }

  @Test
  void brokenFilesAreNamed() {
    byte[] png = Pngs.colour(40, 40, 0x102030);
    assertThatThrownBy(() -> ReadPictures.picture("a/b.png", Arrays.copyOf(png, png.length / 2)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a/b.png: the picture cannot be decoded");
    assertThatThrownBy(() -> ReadPictures.picture("a/c.jpg", new byte[100]))
        .isInstanceOf(DataException.class)
        .hasMessage("a/c.jpg: not a PNG, JPEG or BMP picture");
  }
}
