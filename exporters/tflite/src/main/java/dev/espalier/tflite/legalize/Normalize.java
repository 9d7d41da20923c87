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
 * @param scaled whether deviations are scaled by a power of two first, which changes no result, so
 *     that a half-precision float can hold epsilon
 */
record Normalize(boolean scaled) {
  /** The least number that half precision holds with all its digits is about 6.1e-5. */
  private static final double LEAST = 0x1p-13;

  /** Beyond, large deviations would overflow. */
  private static final double MOST = 64;

  String apply(Match match, List<Long> axes, double epsilon) {
    String x = match.operand(0);
    String mean = match.node("mean", new ReduceMean(axes, true), x);
    String deviation = match.node("deviation", new Sub(), x, mean);
    double factor = factor(epsilon);
    if (factor != 1) {
      deviation = match.node("scaled", new Mul(), deviation, Numbers.of(match, factor));
    }
    String square = match.node("square", new Mul(), deviation, deviation);
    String variance = match.node("variance", new ReduceMean(axes, true), square);
    String least = Numbers.of(match, epsilon * factor * factor);
    String positive = match.node("positive", new Add(), variance, least);
    String spread = match.node("spread", new Sqrt(), positive);
    return match.node("normal", new Div(), deviation, spread);
  }

  private double factor(double epsilon) {
    double factor = 1;
    while (scaled && epsilon > 0 && epsilon * factor * factor < LEAST && factor < MOST) {
      factor *= 2;
    }
    return factor;
  }
}
