package dev.espalier.accuracy.streets;

/**
 * Walls with windows.
 *
 * @param wall the colour of plaster or bricks
 * @param trim the colour of frames and ledges
 * @param storey height of one, in metres
 * @param bay distance from window to window, in metres
 * @param wide share of a bay that is window
 * @param tall share of a storey that is window
 * @param height up to the roof, in metres
 * @param shop whether the ground floor is a shop, whose awning has the colour of {@code sign}
 * @param lit share of windows with light behind them
 */
record Facade(
    Noise noise,
    Colour wall,
    Colour trim,
    Colour sign,
    double storey,
    double bay,
    double wide,
    double tall,
    double height,
    boolean bricks,
    boolean shop,
    double lit)
    implements Texture {
  private static final Colour LAMPLIGHT = new Colour(0.95, 0.7, 0.36);

  static Facade draw(Draws draws, double height, double storey, boolean shop, double lit) {
    Colour wall = Palette.tinted(draws, draws.of(Palette.WALLS), 0.15);
    return new Facade(
        new Noise(draws.bits()),
        wall.times(draws.between(0.55, 1)),
        draws.chance(0.6) ? Colour.grey(draws.between(0.4, 0.75)) : wall.times(0.5),
        draws.of(Palette.SIGNS),
        storey,
        draws.between(1.7, 3.4),
        draws.between(0.35, 0.75),
        draws.between(0.45, 0.65),
        height,
        draws.chance(0.4),
        shop,
        lit);
  }

  @Override
  public Paint at(Vec point, Vec normal) {
    if (normal.y() > 0.5) {
      return Paint.matt(Palette.METAL.times(0.5));
    }
    boolean front = Math.abs(normal.x()) > 0.5;
    double along = front ? point.z() : point.x() + 0.5 * bay;
    return shop && front && point.y() < storey
        ? shopFront(along, point.y())
        : upper(along, point.y(), front ? 0 : 1);
  }

  private Paint upper(double along, double y, int face) {
    double u = along / bay - Math.floor(along / bay);
    double v = y / storey - Math.floor(y / storey);
    double side = Math.abs(u - 0.5) - 0.5 * wide;
    double over = Math.abs(v - 0.55) - 0.5 * tall;
    if (side < 0 && over < 0) {
      return glass((long) Math.floor(along / bay), (long) Math.floor(y / storey), face, u, v);
    }
    boolean ledge = v < 0.035 || y > height - 0.35;
    boolean frame = side < 0.05 && over < 0.04;
    return Paint.matt(ledge || frame ? trim : masonry(along, y));
  }

  private Paint glass(long column, long row, int face, double u, double v) {
    boolean bar = Math.abs(u - 0.5) < 0.02 || Math.abs(v - 0.68) < 0.012;
    if (bar) {
      return Paint.matt(trim);
    }
    double room = noise.cell(column, row, face);
    if (room < lit) {
      return Paint.glowing(LAMPLIGHT.times(0.55 + 0.6 * v * room / lit));
    }
    boolean curtain = room > 0.75 && Math.abs(u - 0.5) > 0.28 * wide;
    return curtain
        ? Paint.glossy(Colour.grey(0.3), 0.15)
        : Paint.glossy(Palette.GLASS.times(0.4 + room), 0.45);
  }

  private Paint shopFront(double along, double y) {
    double share = y / storey;
    double u = along / (2 * bay) - Math.floor(along / (2 * bay));
    if (share > 0.78) {
      boolean letters = share > 0.83 && share < 0.94 && noise.at(7 * along, 3 * y, 4) > 0.52;
      return Paint.matt(letters ? sign.mixed(Colour.WHITE, 0.8) : sign);
    }
    if (share < 0.14 || u < 0.06) {
      return Paint.matt(trim.times(0.6));
    }
    double wares = noise.rough(3 * along, 3 * y, 6);
    Colour behind = Palette.GLASS.mixed(sign, Math.max(0, wares - 0.5));
    return lit > 0.05
        ? new Paint(behind, 0.2, LAMPLIGHT.times(0.25 + 0.5 * wares))
        : Paint.glossy(behind, 0.35);
  }

  private Colour masonry(double along, double y) {
    double stains = 0.82 + 0.3 * noise.rough(0.7 * along, 0.35 * y, 2);
    if (!bricks) {
      return wall.times(stains);
    }
    long course = (long) Math.floor(y / 0.16);
    double brick = noise.cell((long) Math.floor(along / 0.42 + 0.5 * (course & 1)), course, 3);
    return wall.times(stains * (0.8 + 0.4 * brick));
  }
}
