package dev.espalier.accuracy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.Picture;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
  private static final Picture PICTURE =
      new Picture(2, 1, new byte[] {(byte) 200, 100, 50, 10, 20, 30});

  private static int[] changed(ColourJitter jitter, Draws draws) {
    ColourJitter.Change change = jitter.change(PICTURE, draws);
    int[] parts = new int[6];
    for (int i = 0; i < 6; i++) {
      int x = i / 3;
      parts[i] =
          0xff
              & change.part(
                  i % 3, PICTURE.part(x, 0, 0), PICTURE.part(x, 0, 1), PICTURE.part(x, 0, 2));
    }
    return parts;
  }

  @Test
  void brightnessMultiplies() {
    Draws draws = Draws.of(1, 0, 0);
    double factor = 0.5 + draws.unit(Purpose.BRIGHTNESS);
    int[] parts = changed(new ColourJitter(0.5, 0, 0, 0), draws);
    assertThat(parts[1]).isEqualTo((int) Math.round(100 * factor));
    assertThat(parts[0]).isEqualTo((int) Math.min(255, Math.round(200 * factor)));
  }

  @Test
  void contrastKeepsTheMeanGrey() {
    Draws draws = Draws.of(2, 0, 0);
    double factor = 0.6 + 0.8 * draws.unit(Purpose.CONTRAST);
    double grey =
        (0.299 * 200 + 0.587 * 100 + 0.114 * 50 + 0.299 * 10 + 0.587 * 20 + 0.114 * 30) / 2;
    int[] parts = changed(new ColourJitter(0, 0.4, 0, 0), draws);
    assertThat(parts[1]).isEqualTo((int) Math.round(grey + factor * (100 - grey)));
    assertThat(parts[5]).isEqualTo((int) Math.round(Math.max(0, grey + factor * (30 - grey))));
  }

  @Test
  void saturationKeepsTheGreyOfEachPixel() {
    Draws draws = Draws.of(3, 0, 0);
    double factor = 0.5 + draws.unit(Purpose.SATURATION);
    double grey = 0.299 * 10 + 0.587 * 20 + 0.114 * 30;
    int[] parts = changed(new ColourJitter(0, 0, 0.5, 0), draws);
    assertThat(parts[3]).isEqualTo((int) Math.round(grey + factor * (10 - grey)));
  }

  @Test
  void hueTurnsColoursAndKeepsTheirMean() {
    for (int seed = 0; seed < 20; seed++) {
      Draws draws = Draws.of(seed, 0, 0);
      int[] parts = changed(new ColourJitter(0, 0, 0, 0.03), draws);
      assertThat(parts[3] + parts[4] + parts[5]).isBetween(58, 62);
      assertThat(parts).isNotEqualTo(new int[] {200, 100, 50, 10, 20, 30});
    }
  }

  @Test
  void sharesAreChecked() {
    assertThatThrownBy(() -> new ColourJitter(0, 0, 1.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("saturation is from 0 to 1.0, not 1.5");
  }
}
