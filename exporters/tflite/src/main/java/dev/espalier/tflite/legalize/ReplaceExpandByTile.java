package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Tile;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.layout.LeadingAxes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Axes of size 1 are repeated; GPUs have no operator that broadcasts.
 *
 * <pre>
 * %y = expand(%x) {shape=[2,3,4]}  |  %r = reshape(%x) {shape=[1,3,1]}
 *                                  |  %y = tile(%r) {repeats=[2,1,4]}
 * </pre>
 */
public final class ReplaceExpandByTile implements Rule<Expand> {
  @Override
  public Class<Expand> root() {
    return Expand.class;
  }

  @Override
  public Outcome apply(Match match, Expand op) {
    long[] to = match.graph().type(match.node().result()).shape();
    long[] from = match.type(0).shape();
    long[] aligned = LeadingAxes.add(to.length, from);
    List<Long> repeats =
        IntStream.range(0, to.length).mapToObj(i -> to[i] == aligned[i] ? 1 : to[i]).toList();
    String x = match.operand(0);
    String reshaped = from.length == to.length ? x : match.node("aligned", Reshape.to(aligned), x);
    return match.replace(new Tile(repeats), reshaped);
  }
}
