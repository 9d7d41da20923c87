package dev.espalier.search.report;

import dev.espalier.search.method.SearchSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The channels of a layer before and after a search.
 *
 * @param whole percent of the widest layer that it had
 * @param kept percent of the widest layer that it has
 */
record WidthView(
    String layer,
    String resolution,
    int before,
    int after,
    String share,
    double whole,
    double kept) {
  private static final Pattern ACTIVATION = Pattern.compile("(?i)[./_](h?swish|relu6?|gelu|silu)$");

  private static final long WHOLE = Long.MAX_VALUE;
  private static final double ROUNDING = 0.1;

  /** All layers of a resolution. */
  record Resolution(String name, int layers, int before, int after, String share, double kept) {}

  static List<WidthView> layers(SearchSummary summary) {
    int widest = summary.channels().stream().mapToInt(w -> w.before()).max().orElse(1);
    return summary.channels().stream().map(width -> of(summary, width, widest)).toList();
  }

  private static WidthView of(SearchSummary summary, SearchSummary.Width width, int widest) {
    return new WidthView(
        ACTIVATION.matcher(width.layer()).replaceAll(""),
        name(reduction(summary.target(), width)),
        width.before(),
        width.after(),
        Numbers.share((double) width.after() / width.before()),
        100.0 * width.before() / widest,
        100.0 * width.after() / widest);
  }

  /** From the finest to the coarsest. */
  static List<Resolution> resolutions(SearchSummary summary) {
    Map<Long, List<SearchSummary.Width>> widths = new TreeMap<>();
    for (SearchSummary.Width width : summary.channels()) {
      long reduction = reduction(summary.target(), width);
      widths.computeIfAbsent(reduction, r -> new ArrayList<>()).add(width);
    }
    return widths.entrySet().stream().map(e -> resolution(e.getKey(), e.getValue())).toList();
  }

  private static Resolution resolution(long reduction, List<SearchSummary.Width> widths) {
    int before = widths.stream().mapToInt(SearchSummary.Width::before).sum();
    int after = widths.stream().mapToInt(SearchSummary.Width::after).sum();
    double kept = (double) after / before;
    return new Resolution(
        name(reduction), widths.size(), before, after, Numbers.share(kept), 100 * kept);
  }

  /** How many pixels of the picture's side are one of the layer's. */
  private static long reduction(SearchSummary.Target target, SearchSummary.Width width) {
    double positions = (double) width.height() * width.width();
    double pixels = (double) target.height() * target.width();
    return positions == 1 ? WHOLE : rounded(Math.sqrt(pixels / positions));
  }

  /** Sizes that are no multiples of a power of two are rounded up by layers that halve them. */
  private static long rounded(double reduction) {
    double power = Math.scalb(1.0, (int) Math.round(Math.log(reduction) / Math.log(2)));
    return Math.round(Math.abs(reduction / power - 1) < ROUNDING ? power : reduction);
  }

  private static String name(long reduction) {
    return reduction == WHOLE ? "whole picture" : "1/" + reduction;
  }
}
