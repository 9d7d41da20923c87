package dev.espalier.accuracy.streets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreetsTest {
  private static final int CLASSES = StreetClass.values().length;

  private final DataSet streets = new Streets(7, 0, 100, 96, 64);

  @Test
  void pixelsAreTheSameOnEveryMachine() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 12; i++) {
      Sample sample = streets.sample(i);
      digest.update(sample.picture().rgb());
      ByteBuffer labels = ByteBuffer.allocate(4 * sample.labels().classes().length);
      labels.asIntBuffer().put(sample.labels().classes());
      digest.update(labels);
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("49a5507b625edfea7cfb6e5e41917a80e166e386ddbc808348c082e0917e0aee");
  }

  @Test
  void pictureDependsOnSeedAndNumberAlone() {
    Sample sample = streets.sample(5);
    List<Sample> others = IntStream.of(2, 5, 4).parallel().mapToObj(streets::sample).toList();
    Sample shifted = new Streets(7, 3, 10, 96, 64).sample(2);
    assertThat(others.get(1).picture().rgb()).isEqualTo(sample.picture().rgb());
    assertThat(shifted.picture().rgb()).isEqualTo(sample.picture().rgb());
    assertThat(shifted.name()).isEqualTo(sample.name()).isEqualTo("street-000005");
    assertThat(others.get(0).picture().rgb()).isNotEqualTo(sample.picture().rgb());
    assertThat(new Streets(8, 0, 9, 96, 64).sample(5).picture().rgb())
        .isNotEqualTo(sample.picture().rgb());
  }

  @Test
  void everyClassIsThere() {
    long[] pixels = new long[CLASSES];
    for (int i = 0; i < 40; i++) {
      for (int label : streets.sample(i).labels().classes()) {
        pixels[label]++;
      }
    }
    for (StreetClass label : StreetClass.values()) {
      assertThat(pixels[label.label()] / (40.0 * 96 * 64)).as(label.text()).isBetween(0.004, 0.5);
    }
    assertThat(streets.classes()).hasSize(CLASSES).startsWith("road", "sidewalk");
  }

  /** The road leads away from the camera, and the sky is above everything. */
  @Test
  void picturesAreSeenFromACar() {
    int road = 0;
    int skyBelow = 0;
    for (int i = 0; i < 40; i++) {
      Sample sample = streets.sample(i);
      road += sample.labels().at(48, 62) == StreetClass.ROAD.label() ? 1 : 0;
      for (int x = 0; x < 96; x++) {
        skyBelow += sample.labels().at(x, 50) == StreetClass.SKY.label() ? 1 : 0;
      }
    }
    assertThat(road).isGreaterThan(34);
    assertThat(skyBelow).isZero();
  }

  /** The best class for each of 4096 colours, learned from other scenes, is no good solution. */
  @Test
  void colourAloneDoesNotTellTheClass() {
    int[][] seen = new int[4096][CLASSES];
    for (int i = 0; i < 60; i++) {
      Sample sample = streets.sample(i);
      for (int p = 0; p < sample.labels().classes().length; p++) {
        seen[colour(sample, p)][sample.labels().classes()[p]]++;
      }
    }
    double found = meanIou(seen);
    assertThat(found).isBetween(0.1, 0.6);
  }

  private double meanIou(int[][] seen) {
    long[] both = new long[CLASSES];
    long[] either = new long[CLASSES];
    for (int i = 60; i < 90; i++) {
      Sample sample = streets.sample(i);
      for (int p = 0; p < sample.labels().classes().length; p++) {
        int label = sample.labels().classes()[p];
        int guess = most(seen[colour(sample, p)]);
        either[label]++;
        if (guess == label) {
          both[label]++;
        } else {
          either[guess]++;
        }
      }
    }
    return IntStream.range(0, CLASSES).mapToDouble(c -> (double) both[c] / either[c]).sum()
        / CLASSES;
  }

  private static int colour(Sample sample, int pixel) {
    byte[] rgb = sample.picture().rgb();
    return (rgb[3 * pixel] & 0xf0) << 4
        | rgb[3 * pixel + 1] & 0xf0
        | (rgb[3 * pixel + 2] & 0xf0) >> 4;
  }

  private static int most(int[] counts) {
    return IntStream.range(0, CLASSES).boxed().max((a, b) -> counts[a] - counts[b]).orElseThrow();
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> new Streets(7, 0, 10, 8, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 10 of 8 x 64");
  }
}
