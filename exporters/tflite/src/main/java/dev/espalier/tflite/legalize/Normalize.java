package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import java.util.List;

/**
 * {@code (x - mean) / sqrt(variance + epsilon)} over some axes, from operators that TFLite has.
 *
 * <p>With d = x - mean and any s > 0 this is {@code (d/s) / sqrt(mean((d/s)^2) + epsilon/s^2)}.
 * With the largest |d| for s, and no less than some times the root of epsilon, every square is at
 * most 1 and no summand is lost, so that half precision is enough.
 *
 * @param scaled whether to do that
 */
record Normalize(boolean scaled) {
  /** The least s, in roots of epsilon. */
  private static final double ROOTS = 8;

  /** Far above what half precision holds with all its digits. */
  private static final double LEAST = 0x1p-10;

  String apply(Match match, List<Long> axes, double epsilon) {
    String x = match.operand(0);
    String mean = match.node("mean", new ReduceMean(axes, true), x);
    String deviation = match.node("deviation", new Sub(), x, mean);
    if (!scaled) {
      return quotient(match, axes, deviation, Numbers.of(match, epsilon));
    }
    double root = Math.sqrt(epsilon);
    String scale = OwnSize.of(match, deviation, axes, Math.max(ROOTS * root, LEAST));
    String small = match.node("small", new Div(), deviation, scale);
    String share = match.node("share", new Div(), Numbers.of(match, root), scale);
    return quotient(match, axes, small, match.node("least", new Mul(), share, share));
  }

  private static String quotient(Match match, List<Long> axes, String deviation, String least) {
    String square = match.node("square", new Mul(), deviation, deviation);
    String variance = match.node("variance", new ReduceMean(axes, true), square);
    String positive = match.node("positive", new Add(), variance, least);
    String spread = match.node("spread", new Sqrt(), positive);
    return match.node("normal", new Div(), deviation, spread);
  }
}
