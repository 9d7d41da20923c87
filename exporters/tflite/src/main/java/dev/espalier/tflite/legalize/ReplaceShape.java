package dev.espalier.tflite.legalize;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Shape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/** The sizes of a value of static type are a constant. */
public final class ReplaceShape implements Rule<Shape> {
  @Override
  public Class<Shape> root() {
    return Shape.class;
  }

  @Override
  public Outcome apply(Match match, Shape op) {
    long[] dims = op.dims(match.type(0)).stream().mapToLong(Dim::value).toArray();
    return match.forward(match.constant("shape", Tensor.longs(new long[] {dims.length}, dims)));
  }
}
