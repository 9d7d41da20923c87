package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A sum, or another value made element by element, of which only a range is read is made from that
 * range of its operands: a layer in front need no longer make what only another operand, read
 * elsewhere too, holds on to.
 *
 * <pre>
 * %b = conv(%x, %w)                  // 8 channels, read once
 * %s = add(%a, %b)                   // %a is read elsewhere
 * %y, %z = split(%s) {axis=1, sizes=[3,5]}                      // %y is not read
 *    |  %s.part = slice(%a) {axes=[1], starts=[3], ends=[8], steps=[1]}
 *       %s.part2 = slice(%b) {axes=[1], starts=[3], ends=[8], steps=[1]}
 *       %z = split(add(%s.part, %s.part2)) {axis=1, sizes=[5]}
 * </pre>
 *
 * Not if no layer gets smaller: where none ends in the value alone, or its channels can go without.
 */
public final class NarrowSum implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public boolean startsFrom(Op op) {
    return op instanceof Slice || op instanceof Split;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    String value = match.operand(0);
    OptionalInt axis = ReadRange.axis(match.graph(), value);
    if (axis.isEmpty() || !match.type(0).dim(axis.getAsInt()).isConstant()) {
      return match.refuse("%%%s is not only cut along one axis of a known size", value);
    }
    PartialUse use = new PartialUse(match.graph(), match.type(0).rank() - axis.getAsInt());
    if (!use.savesIn(value)) {
      return match.refuse("no layer makes less where less of %%%s is made", value);
    }
    long size = match.type(0).dim(axis.getAsInt()).value();
    ReadRange range = ReadRange.of(match.graph(), value, size);
    if (range.isEmpty() || range.equals(new ReadRange(0, size))) {
      return match.refuse("%%%s is read from end to end", value);
    }
    String made = part(match, use, range);
    return op instanceof Slice slice
        ? match.replace(moved(slice, size, range), made)
        : parts(match, (Split) op, range, made);
  }

  /** The range of the value, made of that range of its operands. */
  private static String part(Match match, PartialUse use, ReadRange range) {
    Node node = match.graph().producer(match.operand(0)).orElseThrow();
    List<String> cut = use.cut(node);
    List<String> operands = new ArrayList<>();
    for (String operand : node.operands()) {
      long axis = (long) match.graph().type(operand).rank() - use.axis();
      operands.add(
          cut.contains(operand) ? match.node("part", range.along(axis), operand) : operand);
    }
    return match.node("narrow", node.op(), operands.toArray(String[]::new));
  }

  /** What the slice takes, counted from the start of the range. */
  private static Slice moved(Slice slice, long size, ReadRange range) {
    ReadRange taken = ReadRange.of(slice, size);
    return new Slice(
        slice.axes(),
        List.of(taken.isEmpty() ? 0 : taken.start() - range.start()),
        List.of(taken.isEmpty() ? 0 : taken.end() - range.start()),
        slice.steps());
  }

  private static Outcome parts(Match match, Split split, ReadRange range, String made) {
    List<Long> sizes = new ArrayList<>();
    List<String> results = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < split.sizes().size(); i++) {
      long end = offset + split.sizes().get(i);
      long size = Math.min(end, range.end()) - Math.max(offset, range.start());
      if (size > 0) {
        sizes.add(size);
        results.add(
            i < match.node().results().size() ? match.node().results().get(i) : Node.ABSENT);
      }
      offset = end;
    }
    return match.replace(new Split(split.axis(), sizes), List.of(made), results);
  }
}
