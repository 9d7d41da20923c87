package dev.espalier.passes.fuse;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Layer normalisation (Ba et al., Layer Normalization, 2016) written out. Its scale is 1 at first;
 * a factor and a summand behind it are then fused by {@link FuseMul} and {@link FuseAdd}.
 *
 * <pre>
 *   %m = reduce_mean(%x) {axes=[2]}  |  %y = layer_normalization(%x, 1) {axis=2, epsilon=1e-5}
 *   %d = sub(%x, %m)                 |
 *   %p = pow(%d, 2)                  |
 *   %v = reduce_mean(%p) {axes=[2]}  |
 *   %e = add(%v, 1e-5)               |
 *   %s = sqrt(%e)                    |
 *   %y = div(%d, %s)                 |
 * </pre>
 *
 * <p>Also with {@code mul(%d, %d)} as the square and {@code mul(%d, reciprocal(%s))} at the end.
 * Must not happen when the axes are not the last ones, differ between the means or are symbolic, or
 * epsilon is not a constant scalar.
 */
public final class RecognizeLayerNorm implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Mul || op instanceof Div;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Deviation> deviation = Deviation.of(match.graph(), match.node());
    if (deviation.isEmpty()) {
      return match.refuse("%%%s is not divided by its deviation", match.node().result());
    }
    String x = deviation.get().x();
    TensorType type = match.graph().type(x);
    List<Long> axes = deviation.get().mean().axes();
    int first = type.rank() - axes.size();
    List<Dim> normalized = type.dims().subList(first, type.rank());
    boolean last = axes.equals(LongStream.range(first, type.rank()).boxed().toList());
    if (!last || axes.isEmpty() || !deviation.get().mean().keepDims()) {
      return match.refuse("%%%s: the axes %s are not the last ones", x, axes);
    } else if (!normalized.stream().allMatch(Dim::isConstant)) {
      return match.refuse("%%%s: the axes %s have symbolic sizes", x, axes);
    }
    long[] shape = normalized.stream().mapToLong(Dim::value).toArray();
    return match.replace(
        new LayerNormalization(first, deviation.get().epsilon()),
        x,
        match.constant("scale", Tensor.filled(type.element(), shape, 1)));
  }
}
