package dev.espalier.search.report;

import dev.espalier.search.method.SearchSummary;
import java.util.List;

/**
 * What a part of the network costs in the supernet and in what was found.
 *
 * @param whole percent of the dearest part that it cost
 * @param kept percent of the dearest part that it costs
 */
record PartView(String name, String before, String after, double whole, double kept) {
  static List<PartView> of(SearchSummary summary) {
    double most =
        summary.parts().stream()
            .mapToDouble(part -> Math.max(part.supernet(), part.model()))
            .max()
            .orElse(1);
    String unit = summary.target().unit();
    return summary.parts().stream()
        .map(
            part ->
                new PartView(
                    part.name(),
                    Numbers.cost(part.supernet(), unit),
                    Numbers.cost(part.model(), unit),
                    100 * part.supernet() / most,
                    100 * part.model() / most))
        .toList();
  }
}
