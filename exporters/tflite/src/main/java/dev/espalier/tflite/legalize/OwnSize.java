package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.passes.Match;
import java.util.List;

/** The number by which values are divided to lie between -1 and 1. */
final class OwnSize {
  private OwnSize() {}

  /** The largest magnitude over some axes, at least {@code least}. */
  static String of(Match match, String value, ReduceMax largest, double least) {
    String size = match.node("size", new Abs(), value);
    String most = match.node("largest", largest, size);
    return match.node("scale", new Max(), most, Numbers.of(match, least));
  }

  static String of(Match match, String value, List<Long> axes, double least) {
    return of(match, value, new ReduceMax(axes, true), least);
  }
}
