package dev.espalier.accuracy.streets;

/**
 * The ground plan. Positions across are in metres from the middle of the road, to the right.
 *
 * @param bend how far the road has moved aside at a distance: bend times its square
 * @param left the parts of the left side
 * @param right the parts of the right side
 * @param crossing how far away the middle of a crossing street is; negative when there is none
 * @param zebra whether people may cross in front of it
 */
record Street(double bend, Side left, Side right, double crossing, boolean zebra) {
  /** Half the width of a crossing street. */
  static final double CROSSING = 4.2;

  static final double LANE = 3.2;
  static final double KERB = 0.3;

  /** What a place on the ground is. */
  enum Zone {
    ROAD,
    KERB,
    VERGE,
    WALK,
    YARD
  }

  /**
   * What follows one another on one side of the road, in metres.
   *
   * @param road lanes and parking
   * @param verge grass with trees behind the kerb
   * @param walk the pavement
   * @param yard grass in front of the houses
   * @param parking whether cars stand at the kerb
   */
  record Side(double road, double verge, double walk, double yard, boolean parking) {
    double walkStart() {
      return road + KERB + verge;
    }

    double yardStart() {
      return walkStart() + walk;
    }

    double houses() {
      return yardStart() + yard;
    }
  }

  static Street draw(Draws draws, District district) {
    double crossing = draws.chance(district.crossings()) ? draws.between(16, 45) : -1;
    return new Street(
        draws.chance(0.4) ? 0 : draws.between(-0.0022, 0.0022),
        side(draws, district),
        side(draws, district),
        crossing,
        draws.chance(0.7));
  }

  private static Side side(Draws draws, District district) {
    boolean parking = draws.chance(district.parking());
    return new Side(
        LANE * (draws.chance(0.2) ? 2 : 1) + (parking ? 2.2 : 0.2),
        draws.chance(district.verges()) ? draws.between(1.2, 3) : 0,
        draws.between(1.6, 4.2),
        district.yards() * draws.between(0.5, 1.5),
        parking);
  }

  /** The side of a sign: negative is left. */
  Side side(int sign) {
    return sign < 0 ? left : right;
  }

  double middle(double z) {
    return bend * z * z;
  }

  /** A place beside the road, facing the way the road goes; reversed means towards the camera. */
  Frame beside(double across, double z, boolean reversed) {
    int way = reversed ? -1 : 1;
    return Frame.facing(new Vec(middle(z) + across, 0, z), way * 2 * bend * z, way);
  }

  Zone zone(double across, double z) {
    double off = Math.abs(z - crossing);
    if (crossing > 0 && off < CROSSING) {
      return Zone.ROAD;
    }
    Side side = across < 0 ? left : right;
    double far = Math.abs(across);
    if (far < side.road) {
      return Zone.ROAD;
    }
    if (crossing > 0 && off < CROSSING + KERB || far < side.road + KERB) {
      return Zone.KERB;
    }
    if (far < side.walkStart()) {
      return Zone.VERGE;
    }
    if (far < side.yardStart() || crossing > 0 && off < CROSSING + KERB + side.walk) {
      return Zone.WALK;
    }
    return Zone.YARD;
  }

  /** Whether something of a length may stand beside the road without blocking the crossing. */
  boolean isFree(double z, double length) {
    return crossing < 0 || Math.abs(z - crossing) > CROSSING + 1.5 + 0.5 * length;
  }
}
