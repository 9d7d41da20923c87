package dev.espalier.accuracy;

/**
 * A picture in red, green and blue.
 *
 * @param rgb the three unsigned bytes of each pixel, rows from the top, pixels from the left
 */
public record Picture(int width, int height, byte[] rgb) {
  public Picture {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes for a picture of " + width + " x " + height + " pixels");
    }
  }

  /** The red (0), green (1) or blue (2) part of a pixel, 0..255. */
  public int part(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xff;
  }
}
