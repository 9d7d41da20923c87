package dev.espalier.accuracy.streets;

import java.util.Arrays;

/** What a pixel shows; in the order of the labels. */
public enum StreetClass {
  /** Lanes, crossings and parking lanes with their markings. */
  ROAD(0, "road", 0x804080),
  /** Pavements and kerbs. */
  SIDEWALK(1, "sidewalk", 0xf423e8),
  /** Houses, from the distance too. */
  BUILDING(2, "building", 0x464646),
  /** Lamp posts, traffic lights, signs and what holds them. */
  POLE(3, "pole", 0xdcdc00),
  /** Trees, hedges and grass. */
  VEGETATION(4, "vegetation", 0x6b8e23),
  /** Sky and clouds. */
  SKY(5, "sky", 0x4682b4),
  /** People on foot. */
  PERSON(6, "person", 0xdc143c),
  /** Cars, vans and buses. */
  CAR(7, "car", 0x00008e);

  private final int label;
  private final String text;
  private final int colour;

  StreetClass(int label, String text, int colour) {
    this.label = label;
    this.text = text;
    this.colour = colour;
  }

  /** The value of its pixels. */
  public int label() {
    return label;
  }

  /** The name in tables. */
  public String text() {
    return text;
  }

  /** The colours of all classes, in their order. */
  public static int[] colours() {
    return Arrays.stream(values()).mapToInt(StreetClass::colour).toArray();
  }

  /** The colour in pictures of labels, as 0xRRGGBB. */
  public int colour() {
    return colour;
  }
}
