package dev.espalier.passes.simplify;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Cast;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cast behind a cast that loses nothing.
 *
 * <pre>
 * %c = cast(%a) {to=f32}   // %a: i8
 * %y = cast(%c) {to=i64}   |  %y = cast(%a) {to=i64}
 * </pre>
 *
 * Not if the first cast rounds, cuts or wraps: i64 to f32 to i64 changes large numbers.
 */
public final class MergeCasts implements Rule<Cast> {
  /** The types that hold every number of a type. */
  private static final Map<ElementType, Set<ElementType>> WIDER =
      Map.of(
          ElementType.BOOL,
          EnumSet.of(
              ElementType.U8,
              ElementType.I8,
              ElementType.I32,
              ElementType.I64,
              ElementType.F16,
              ElementType.F32,
              ElementType.F64),
          ElementType.U8,
          EnumSet.of(
              ElementType.I32, ElementType.I64, ElementType.F16, ElementType.F32, ElementType.F64),
          ElementType.I8,
          EnumSet.of(
              ElementType.I32, ElementType.I64, ElementType.F16, ElementType.F32, ElementType.F64),
          ElementType.I32,
          EnumSet.of(ElementType.I64, ElementType.F64),
          ElementType.F16,
          EnumSet.of(ElementType.F32, ElementType.F64),
          ElementType.F32,
          EnumSet.of(ElementType.F64));

  @Override
  public Class<Cast> root() {
    return Cast.class;
  }

  @Override
  public Outcome apply(Match match, Cast op) {
    Optional<Node> inner = match.producer(0, Cast.class);
    if (inner.isEmpty()) {
      return match.refuse("%%%s is not made by a cast", match.operand(0));
    }
    ElementType from = match.graph().type(inner.get().input()).element();
    ElementType through = match.type(0).element();
    if (!WIDER.getOrDefault(from, Set.of()).contains(through)) {
      return match.refuse("%s does not hold every %s", through.text(), from.text());
    }
    return match.replace(op, inner.get().input());
  }
}
