package dev.espalier.accuracy.feed;

/** What the random numbers of a sample are for; each has a position of its own. */
final class Purpose {
  static final int SCALE = 0;
  static final int LEFT = 1;
  static final int TOP = 2;
  static final int FLIP = 3;
  static final int BRIGHTNESS = 4;
  static final int CONTRAST = 5;
  static final int SATURATION = 6;
  static final int HUE = 7;

  private Purpose() {}
}
