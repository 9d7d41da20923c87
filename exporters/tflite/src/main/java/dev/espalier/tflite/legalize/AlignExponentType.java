package dev.espalier.tflite.legalize;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Pow;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * TFLite's powers have one element type.
 *
 * <pre>
 * %y = pow(%x, %i)   // f32, i64  |  %y = pow(%x, cast(%i) {to=f32})
 * %y = pow(%i, %x)   // i64, f32  |  %y = cast(pow(cast(%i) {to=f32}, %x)) {to=i64}
 * </pre>
 */
public final class AlignExponentType implements Rule<Pow> {
  @Override
  public Class<Pow> root() {
    return Pow.class;
  }

  @Override
  public Outcome apply(Match match, Pow op) {
    ElementType base = match.type(0).element();
    ElementType exponent = match.type(1).element();
    if (base.isFloat() == exponent.isFloat()) {
      return match.refuse("%s and %s are of one kind", base.text(), exponent.text());
    }
    if (base.isFloat()) {
      String cast = match.node("exponent", new Cast(base), match.operand(1));
      return match.replace(op, match.operand(0), cast);
    }
    String number = match.node("base", new Cast(exponent), match.operand(0));
    String power = match.node("power", op, number, match.operand(1));
    return match.replace(new Cast(base), power);
  }
}
