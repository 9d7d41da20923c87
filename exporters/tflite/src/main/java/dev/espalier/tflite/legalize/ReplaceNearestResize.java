package dev.espalier.tflite.legalize;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.run.ResizeAxis;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.lower.ResizeFlags;
import java.util.List;

/**
 * Nearest neighbours that TFLite's operator takes from elsewhere, or of other axes than rows and
 * columns, are selected by index, axis by axis.
 *
 * <pre>
 * %y = resize(%x) {axes=[2,3], sizes=[1,2], mode=nearest}  |  %a = index_select(%x) {axis=2, ...}
 *                                                          |  %y = index_select(%a) {axis=3, ...}
 * </pre>
 *
 * Not where flags of the operator say the same.
 */
public final class ReplaceNearestResize implements Rule<Resize> {
  @Override
  public Class<Resize> root() {
    return Resize.class;
  }

  @Override
  public Outcome apply(Match match, Resize op) {
    long[] from = match.type(0).shape();
    long[] to = match.graph().type(match.node().result()).shape();
    boolean image = from.length == 4 && op.axes().stream().allMatch(axis -> axis >= 2);
    boolean floats = match.type(0).element() == ElementType.F32;
    if (op.mode() != Resize.Mode.NEAREST
        || image && floats && ResizeFlags.of(op, from, to).isPresent()) {
      return match.refuse("TFLite's operator does this");
    }
    String x = match.operand(0);
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      ResizeAxis source = ResizeAxis.of(op, k, (int) from[axis], (int) to[axis]);
      List<Long> indices =
          source.samples().stream().map(sample -> (long) sample.positions()[0]).toList();
      x = match.node("selected", new IndexSelect(axis, indices), x);
    }
    return match.forward(x);
  }
}
