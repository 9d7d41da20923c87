package dev.espalier.accuracy.streets;

/**
 * What kind of place the street is in.
 *
 * @param crossings probability of a crossing street
 * @param parking probability of parked cars on a side
 * @param verges probability of grass between kerb and pavement
 * @param yards metres of grass in front of the houses
 * @param storeys of the higher houses
 * @param gaps probability that there is no house on a lot
 * @param trees probability of a tree on a place for one
 * @param people on 100 metres of a pavement
 */
record District(
    double crossings,
    double parking,
    double verges,
    double yards,
    int storeys,
    double gaps,
    double trees,
    double people) {
  private static final District CITY = new District(0.6, 0.6, 0.05, 0, 8, 0.03, 0.15, 11);
  private static final District AVENUE = new District(0.5, 0.7, 0.8, 0, 6, 0.08, 0.7, 7);
  private static final District SUBURB = new District(0.35, 0.35, 0.4, 5, 2, 0.25, 0.5, 4);
  private static final District OUTSKIRTS = new District(0.2, 0.1, 0.8, 9, 3, 0.6, 0.75, 3);

  static District draw(Draws draws) {
    double kind = draws.between(0, 1);
    return kind < 0.38 ? CITY : kind < 0.68 ? AVENUE : kind < 0.88 ? SUBURB : OUTSKIRTS;
  }

  boolean isLow() {
    return storeys <= 3;
  }
}
