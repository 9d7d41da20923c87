package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Whether only height and width grow, and at least one of them does. */
  private static boolean isSpatial(Tensor paddings) {
    if (paddings.size() != 8) {
      return false;
    }
    long[] cells = paddings.toLongs();
    return cells[0] == 0
        && cells[1] == 0
        && cells[6] == 0
        && cells[7] == 0
        && (cells[2] | cells[3] | cells[4] | cells[5]) != 0;
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
        .findFirst()
        .map(pad -> Rule.PAD_THEN_AVGPOOL.found("%s in front of AVERAGE_POOL_2D", pad.op().name()));
  }

  private static Optional<Finding> convolution(Site site) {
    return merged(site).stream()
        .filter(pad -> filling(pad) != 0)
        .findFirst()
        .map(
            pad ->
                Rule.PADV2_BEFORE_CONV.found(
                    "PADV2 by %s in front of %s", filling(pad), site.op().name()));
  }

  private static Optional<Finding> maxPool(Site site) {
    List<Site> pads = merged(site);
    return pads.stream()
        .filter(pad -> mayWin(pad, pads) || seesOnlyPadding(site, pads))
        .findFirst()
        .map(
            pad ->
                Rule.PAD_THEN_MAXPOOL.found(
                    "%s by %s in front of MAX_POOL_2D", pad.op().name(), filling(pad)));
  }

  /** Whether the padding can be larger than what is inside. */
  private static boolean mayWin(Site pad, List<Site> pads) {
    Site first = pads.get(pads.size() - 1);
    double low = Math.max(pad.ranges().of(first.op().input(0)).low(), -Float.MAX_VALUE);
    return !(filling(pad) <= low);
  }

  /** Whether a window may lie outside of what is padded. */
  private static boolean seesOnlyPadding(Site site, List<Site> pads) {
    long[] around = new long[8];
    for (Site pad : pads) {
      long[] cells = pad.constant(1).orElseThrow().toLongs();
      for (int i = 0; i < around.length; i++) {
        around[i] += cells[i];
      }
    }
    return site.options(Options.Pool2D.class)
        .filter(
            pool ->
                Math.max(around[2], around[3]) >= pool.filterHeight()
                    || Math.max(around[4], around[5]) >= pool.filterWidth())
        .isPresent();
  }

  private static Optional<Finding> floor(Site site) {
    Range inside = site.ranges().of(site.op().input(0));
    for (Site pad : merged(site)) {
      inside = site.ranges().of(pad.op().input(0));
    }
    if (inside.low() >= FLOOR) {
      return Optional.empty();
    }
    Finding found =
        Rule.MAXPOOL_FLOOR.found(
            "MAX_POOL_2D of values between %s and %s", inside.low(), inside.high());
    return Optional.of(found.at(floorLevel(inside)));
  }

  private static Level floorLevel(Range inside) {
    if (inside.high() < FLOOR) {
      return Level.ERROR;
    }
    return Double.isInfinite(inside.low()) ? Level.NOTE : Level.WARNING;
  }
}
