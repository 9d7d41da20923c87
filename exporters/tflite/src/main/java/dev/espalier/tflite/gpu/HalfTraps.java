package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Builtin;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Numbers that grow beyond what half precision holds. */
final class HalfTraps {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("fp16-constants", HalfTraps::constants),
          entry("fp16-squares", HalfTraps::squares),
          entry("fp16-logits", HalfTraps::logits));

  /** The largest number of half precision. */
  private static final double LARGEST_HALF = 65504;

  private HalfTraps() {}

  private static Optional<Finding> constants(Site site) {
    return IntStream.range(0, site.op().inputs().size())
        .filter(position -> site.isConstant(position) && site.input(position).element().isFloat())
        .mapToObj(position -> Constants.largest(site.constant(position).orElseThrow()))
        .filter(largest -> !(largest <= LARGEST_HALF))
        .findFirst()
        .map(
            largest ->
                Rule.FP16_OVERFLOW.found(
                    "%s by a constant that reaches %s", site.op().name(), Range.text(largest)));
  }

  /** Sums and means of squares. */
  private static Optional<Finding> squares(Site site) {
    return site.producer(0).filter(HalfTraps::isSquare).flatMap(square -> sum(site, square));
  }

  private static Optional<Finding> sum(Site site, Site square) {
    double terms = site.op().kind() == Builtin.SUM ? terms(site) : 1;
    double most = square.ranges().of(square.op().output()).high() * terms;
    if (most <= LARGEST_HALF) {
      return Optional.empty();
    }
    Finding found =
        Rule.FP16_OVERFLOW.found(
            "%s of the squares that %s gives%s", site.op().name(), square.op().name(), upTo(most));
    return Optional.of(isScaledDown(square) ? found.at(Level.NOTE) : found);
  }

  private static String upTo(double most) {
    return Double.isInfinite(most) ? "" : ", up to " + Range.text(most);
  }

  private static double terms(Site site) {
    return (double) site.input(0).size() / Math.max(1, site.output().size());
  }

  private static boolean isSquare(Site site) {
    return switch (site.op().kind()) {
      case SQUARE, SQUARED_DIFFERENCE -> true;
      case MUL -> site.op().inputs().get(0).equals(site.op().inputs().get(1));
      case POW -> site.constant(1).filter(e -> e.size() == 1 && e.at(0) == 2).isPresent();
      default -> false;
    };
  }

  /** Whether what is squared was made smaller right before. */
  private static boolean isScaledDown(Site square) {
    return square.producer(0).filter(HalfTraps::scalesDown).isPresent();
  }

  private static boolean scalesDown(Site site) {
    boolean product = site.op().kind() == Builtin.MUL;
    boolean quotient = site.op().kind() == Builtin.DIV;
    return (product || quotient)
        && IntStream.range(product ? 0 : 1, 2)
            .mapToObj(site::constant)
            .flatMap(Optional::stream)
            .mapToDouble(Constants::largest)
            .anyMatch(factor -> product ? factor < 1 : factor > 1);
  }

  /** A product of two computed matrices that is scaled down only afterwards. */
  private static Optional<Finding> logits(Site site) {
    Optional<Site> shaped = site.producer(0).filter(b -> b.op().kind() == Builtin.RESHAPE);
    return shaped
        .or(() -> Optional.of(site))
        .flatMap(reader -> reader.producer(0))
        .filter(before -> before.op().kind() == Builtin.BATCH_MATMUL)
        .filter(before -> before.isRuntime(1) && scalesDown(site))
        .map(
            before ->
                Rule.FP16_OVERFLOW.found(
                    "%s scales a BATCH_MATMUL down after it may have overflown", site.op().name()));
  }
}
