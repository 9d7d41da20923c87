package dev.espalier.accuracy.streets;

/**
 * What a surface does with light.
 *
 * @param colour share of the light that it scatters
 * @param gloss share of the sky that it mirrors
 * @param glow light of its own
 */
record Paint(Colour colour, double gloss, Colour glow) {
  static Paint matt(Colour colour) {
    return new Paint(colour, 0, Colour.BLACK);
  }

  static Paint glossy(Colour colour, double gloss) {
    return new Paint(colour, gloss, Colour.BLACK);
  }

  static Paint glowing(Colour glow) {
    return new Paint(Colour.BLACK, 0, glow);
  }
}
