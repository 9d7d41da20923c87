package dev.espalier.accuracy.streets;

import java.util.Arrays;
import java.util.List;

/** The colours of things. */
final class Palette {
  static final Colour EARTH = Colour.screen(0x6b5842);
  static final Colour GLASS = Colour.screen(0x1c262e);
  static final Colour METAL = Colour.screen(0x70767c);
  static final Colour BARK = Colour.screen(0x4a3a2c);
  static final Colour TYRE = Colour.screen(0x1a1a1c);

  static final List<Colour> STONES = colours(0x9a948c, 0x8c8c92, 0xa08a78, 0xb0a896, 0x84756c);
  static final List<Colour> LAWNS = colours(0x5c7a34, 0x6e8040, 0x4c6a30, 0x84803c);
  static final List<Colour> LEAVES =
      colours(0x4c7030, 0x5c8038, 0x3c5c2c, 0x6c8c3c, 0x9c8030, 0xb06428, 0x8c9040);
  static final List<Colour> WALLS =
      colours(
          0x9c5844, 0xb4886c, 0xd0c0a0, 0xc8a878, 0xa8a49c, 0x8890a0, 0xd8d0c4, 0xb0785c, 0x7c8478,
          0xe0c8a8, 0x98a8b4, 0xc49488);
  static final List<Colour> ROOFS = colours(0x7c4434, 0x50484c, 0x8c5a44, 0x5c5c64);
  static final List<Colour> CARS =
      colours(
          0xd8d8d8, 0x282a2c, 0x8c9094, 0x24406c, 0x942420, 0xb8bcc0, 0x4c5054, 0xe8e4d8, 0x2c5444,
          0xc87820, 0x5c88b0, 0x602434);
  static final List<Colour> CLOTHES =
      colours(
          0x24282c, 0x34486c, 0xa83430, 0xd8d4cc, 0x60646c, 0x2c5c44, 0xd0a040, 0x7c4c6c, 0x4c7c9c,
          0x8c6c4c, 0xc86850);
  static final List<Colour> SKINS = colours(0xe0b090, 0xb88460, 0x8c5c40, 0x5c3c2c);
  static final List<Colour> HAIRS = colours(0x241c18, 0x4c3424, 0x8c6c40, 0x909090);
  static final List<Colour> SIGNS = colours(0xc02020, 0x2048a0, 0xe8b818, 0x207040, 0xe4e4e0);

  private Palette() {}

  /** A colour whose parts are each off by up to a share. */
  static Colour tinted(Draws draws, Colour colour, double share) {
    return colour.times(
        new Colour(
            draws.between(1 - share, 1 + share),
            draws.between(1 - share, 1 + share),
            draws.between(1 - share, 1 + share)));
  }

  private static List<Colour> colours(int... screen) {
    return Arrays.stream(screen).mapToObj(Colour::screen).toList();
  }
}
