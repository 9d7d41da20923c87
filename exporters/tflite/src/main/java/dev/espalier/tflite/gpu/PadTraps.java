package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What becomes wrong when the delegate merges a PAD into the pool or convolution behind it, and
 * forgets by which number was padded.
 */
final class PadTraps {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("pad-rank3", PadTraps::rank3),
          entry("pad-then-avgpool", PadTraps::averagePool),
          entry("pad-then-maxpool", PadTraps::maxPool),
          entry("maxpool-floor", PadTraps::floor),
          entry("padv2-before-conv", PadTraps::convolution));

  /** Where the delegate's maximum starts. */
  static final double FLOOR = -10000;

  private PadTraps() {}

  /** The paddings that are merged into an operator, the nearest first. */
  static List<Site> merged(Site site) {
    List<Site> pads = new ArrayList<>();
    Optional<Site> pad = site.producer(0).filter(before -> isMerged(before, site.op()));
    while (pad.isPresent()) {
      Site last = pad.get();
      pads.add(last);
      pad = last.producer(0).filter(before -> isMerged(before, last.op()));
    }
    return pads;
  }

  private static boolean isMerged(Site pad, LiteOp reader) {
    boolean isPad = pad.op().kind() == Builtin.PAD || pad.op().kind() == Builtin.PADV2;
    return isPad
        && pad.wiring().onlyReader(pad.op().output()).filter(reader::equals).isPresent()
        && pad.constant(1).filter(PadTraps::isSpatial).isPresent();
  }

  /** Whether batch and channels stay. */
  private static boolean isSpatial(Tensor paddings) {
    return paddings.size() == 8
        && IntStream.of(0, 1, 6, 7).allMatch(position -> paddings.at(position) == 0);
  }

  private static boolean adds(Site pad) {
    return pad.input(0).size() < pad.output().size();
  }

  /** The number put around: 0 for PAD. */
  private static double filling(Site pad) {
    if (pad.op().kind() == Builtin.PAD) {
      return 0;
    }
    return pad.constant(2).filter(value -> value.size() == 1).map(v -> v.at(0)).orElse(Double.NaN);
  }

  private static Optional<Finding> rank3(Site site) {
    return site.input(1).dim(0) == 3
        ? Optional.of(
            Rule.PAD_RANK3.found(
                "%s of %s by three rows of paddings", site.op().name(), site.input(0).type()))
        : Optional.empty();
  }

  private static Optional<Finding> averagePool(Site site) {
    return merged(site).stream()
        .filter(PadTraps::adds)
        .findFirst()
        .map(pad -> Rule.PAD_THEN_AVGPOOL.found("%s in front of AVERAGE_POOL_2D", pad.op().name()));
  }

  private static Optional<Finding> convolution(Site site) {
    return merged(site).stream()
        .filter(pad -> adds(pad) && filling(pad) != 0)
        .findFirst()
        .map(
            pad ->
                Rule.PADV2_BEFORE_CONV.found(
                    "PADV2 by %s in front of %s", Range.text(filling(pad)), site.op().name()));
  }

  private static Optional<Finding> maxPool(Site site) {
    List<Site> pads = merged(site);
    return pads.stream()
        .filter(pad -> adds(pad) && (mayWin(pad, pads) || seesOnlyPadding(site, pads)))
        .findFirst()
        .map(
            pad ->
                Rule.PAD_THEN_MAXPOOL.found(
                    "%s by %s in front of MAX_POOL_2D", pad.op().name(), Range.text(filling(pad))));
  }

  /** Whether the padding can be larger than what is inside. */
  private static boolean mayWin(Site pad, List<Site> pads) {
    Site first = pads.get(pads.size() - 1);
    double low = Math.max(pad.ranges().of(first.op().input(0)).low(), -Float.MAX_VALUE);
    return !(filling(pad) <= low);
  }

  /** Whether the first or the last window lies outside of what is padded. */
  private static boolean seesOnlyPadding(Site site, List<Site> pads) {
    return site.options(Options.Pool2D.class)
        .filter(
            pool ->
                isOutside(site, pads, 1, pool.padding(), pool.filterHeight(), pool.strideH())
                    || isOutside(site, pads, 2, pool.padding(), pool.filterWidth(), pool.strideW()))
        .isPresent();
  }

  private static boolean isOutside(
      Site site, List<Site> pads, int axis, Padding padding, int window, int stride) {
    int padded = site.input(0).dim(axis);
    long before = padding.before(padded, window, stride, 1);
    long inside = padded;
    for (Site pad : pads) {
      long[] cells = pad.constant(1).orElseThrow().toLongs();
      before += cells[2 * axis];
      inside -= cells[2 * axis] + cells[2 * axis + 1];
    }
    long last = (site.output().dim(axis) - 1L) * stride - before;
    return before >= window || last >= inside;
  }

  private static Optional<Finding> floor(Site site) {
    Range inside = site.ranges().of(site.op().input(0));
    for (Site pad : merged(site)) {
      inside = site.ranges().of(pad.op().input(0));
    }
    if (inside.low() >= FLOOR) {
      return Optional.empty();
    }
    Finding found = Rule.MAXPOOL_FLOOR.found("MAX_POOL_2D of %s", inside);
    return Optional.of(found.at(floorLevel(inside)));
  }

  private static Level floorLevel(Range inside) {
    if (inside.high() < FLOOR) {
      return Level.ERROR;
    }
    return Double.isInfinite(inside.low()) ? Level.NOTE : Level.WARNING;
  }
}
