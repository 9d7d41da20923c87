package dev.espalier.page;

import dev.espalier.accuracy.streets.StreetClass;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Colours of classes in pictures: those of street scenes where a class has the name of one. */
public final class ClassColours {
  /** Hues that lie one of these apart never come near each other again. */
  private static final float GOLDEN = 0.618034f;

  private ClassColours() {}

  /** 0xRRGGBB of each class. */
  public static int[] of(List<String> names, int classes) {
    int[] colours = new int[classes];
    for (int label = 0; label < classes; label++) {
      colours[label] = label < names.size() ? of(names.get(label), label) : distinct(label);
    }
    return colours;
  }

  private static int of(String name, int label) {
    return Arrays.stream(StreetClass.values())
        .filter(street -> street.text().equalsIgnoreCase(name))
        .mapToInt(StreetClass::colour)
        .findFirst()
        .orElse(distinct(label));
  }

  private static int distinct(int label) {
    float lightness = label % 2 == 0 ? 0.85f : 0.6f;
    return Color.HSBtoRGB(label * GOLDEN, 0.65f, lightness) & 0xffffff;
  }
}
