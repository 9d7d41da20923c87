package dev.espalier.accuracy.streets;

/**
 * The sides of a vehicle: lamps, plates, windows between {@code sill} and {@code top}.
 *
 * @param half of its length
 * @param sill height of the lower edge of the windows
 * @param top height of their upper edge
 * @param pane length of one window
 * @param lit whether lamps are on
 */
record CarPaint(
    Colour colour, double half, double width, double sill, double top, double pane, boolean lit)
    implements Texture {
  private static final Colour HEADLIGHT = new Colour(1.6, 1.5, 1.3);
  private static final Colour TAILLIGHT = new Colour(0.55, 0.02, 0.02);

  @Override
  public Paint at(Vec point, Vec normal) {
    double y = point.y();
    if (y > sill && y < top && normal.y() < 0.75) {
      return window(point, normal);
    }
    if (Math.abs(normal.z()) > 0.6 && y < sill) {
      return end(point, normal.z() > 0);
    }
    boolean gap = Math.abs(normal.x()) > 0.6 && isDoorGap(point.z());
    return y < 0.32
        ? Paint.matt(Palette.TYRE)
        : Paint.glossy(gap ? colour.times(0.35) : colour, normal.y() > 0.6 ? 0.22 : 0.1);
  }

  private Paint window(Vec point, Vec normal) {
    boolean side = Math.abs(normal.x()) > 0.6;
    double along = point.z() / pane - Math.floor(point.z() / pane);
    boolean post = side ? along < 0.1 / pane : Math.abs(point.x()) > 0.5 * width - 0.12;
    return post ? Paint.glossy(colour, 0.1) : Paint.glossy(Palette.GLASS.times(0.5), 0.4);
  }

  private Paint end(Vec point, boolean front) {
    double far = Math.abs(point.x());
    boolean lamp = far > 0.27 * width && far < 0.47 * width && lampHeight(point.y());
    if (lamp) {
      return lamp(front);
    }
    boolean plate = far < 0.27 && Math.abs(point.y() - 0.5) < 0.07;
    boolean grille = front && far < 0.3 * width && Math.abs(point.y() - 0.62) < 0.07;
    return plate
        ? Paint.matt(Colour.WHITE.times(0.8))
        : point.y() < 0.36 || grille ? Paint.matt(Palette.TYRE) : Paint.glossy(colour, 0.1);
  }

  private Paint lamp(boolean front) {
    if (front) {
      return lit ? Paint.glowing(HEADLIGHT) : Paint.glossy(Colour.grey(0.65), 0.3);
    }
    return lit ? Paint.glowing(TAILLIGHT) : Paint.matt(Colour.screen(0x98201c));
  }

  private boolean lampHeight(double y) {
    return y > 0.58 && y < 0.78;
  }

  private boolean isDoorGap(double z) {
    return Math.abs(Math.abs(z) - 0.25 * half) < 0.02 || Math.abs(z + 0.62 * half) < 0.015;
  }
}
