package dev.espalier.search.report;

import dev.espalier.search.method.SearchSummary;

/**
 * Whether a target was met.
 *
 * @param kind {@code met}, {@code near} or {@code missed}
 */
record Verdict(String kind, String headline, String detail) {
  private static final double LEAST = 0.97;
  private static final double ROUNDING = 1e-9;

  static Verdict of(SearchSummary summary) {
    SearchSummary.Target target = summary.target();
    double share = summary.cost().ofTarget();
    String used =
        "%s predicted, %s of the %s that were allowed%s for pictures of %d × %d (%s of the supernet)"
            .formatted(
                Numbers.cost(summary.cost().model(), target.unit()),
                Numbers.share(share),
                Numbers.cost(target.cost(), target.unit()),
                target.device().map(device -> " on " + device).orElse(""),
                target.width(),
                target.height(),
                Numbers.share(target.share()));
    if (share > 1 + ROUNDING) {
      return new Verdict("missed", "Target missed", used);
    }
    return share < LEAST
        ? new Verdict("near", "Below the target: no width that can be reached is nearer", used)
        : new Verdict("met", "Target met", used);
  }
}
