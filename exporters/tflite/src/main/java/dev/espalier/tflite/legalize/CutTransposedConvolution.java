package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.lower.TransposedWindow;
import java.util.List;

/**
 * A border that TFLite's SAME would not cut off in the same way is cut off by a slice; cells that
 * no window reaches are added by a pad, in front of the bias.
 *
 * <pre>
 * %y = conv_transpose(%x, %w) {pads=[1,1,1,1], outputPads=[1,1]}  |  %f = conv_transpose(%x, %w)
 *                                                                 |  %y = slice(%f) {axes=[2,3]}
 * </pre>
 *
 * Not where SAME or VALID are the same thing, nor with groups or dilations.
 */
public final class CutTransposedConvolution implements Rule<ConvTranspose> {
  private final boolean gpu;

  /** A rule that takes SAME for what the CPU, or else a GPU, makes of it. */
  public CutTransposedConvolution(boolean gpu) {
    this.gpu = gpu;
  }

  @Override
  public Class<ConvTranspose> root() {
    return ConvTranspose.class;
  }

  @Override
  public Outcome apply(Match match, ConvTranspose op) {
    boolean plain =
        op.groups() == 1 && op.dilations().equals(List.of(1L, 1L)) && match.type(0).rank() == 4;
    if (!plain) {
      return match.refuse("groups and dilations come first");
    }
    TransposedWindow rows = window(match, op, 0);
    TransposedWindow columns = window(match, op, 1);
    boolean same =
        gpu ? rows.isSameOnGpu() && columns.isSameOnGpu() : rows.isSame() && columns.isSame();
    if (same || rows.isValid() && columns.isValid()) {
      return match.refuse("TFLite's operator does this");
    }
    ConvTranspose whole =
        new ConvTranspose(
            op.strides(), op.dilations(), List.of(0L, 0L, 0L, 0L), List.of(0L, 0L), 1);
    Slice slice =
        new Slice(
            List.of(2L, 3L),
            List.of(rows.first(), columns.first()),
            List.of(rows.last(), columns.last()),
            List.of(1L, 1L));
    List<Long> pads =
        List.of(0L, 0L, rows.before(), columns.before(), 0L, 0L, rows.behind(), columns.behind());
    if (pads.stream().allMatch(pad -> pad == 0)) {
      List<String> operands = match.node().operands();
      return match.replace(slice, match.node("whole", whole, operands.toArray(String[]::new)));
    }
    String full = match.node("whole", whole, match.operand(0), match.operand(1));
    String cut = match.node("cut", slice, full);
    Pad pad = new Pad(pads, Pad.Mode.CONSTANT, 0);
    if (match.node().operand(2).isEmpty()) {
      return match.replace(pad, cut);
    }
    long[] channels = {match.type(2).dim(0).value(), 1, 1};
    String bias = Operand.reshaped(match, "bias", 2, channels);
    return match.replace(new Add(), match.node("padded", pad, cut), bias);
  }

  private static TransposedWindow window(Match match, ConvTranspose op, int axis) {
    long in = match.type(0).shape()[axis + 2];
    long out = match.graph().type(match.node().result()).shape()[axis + 2];
    return TransposedWindow.of(op, axis, in, match.type(1).shape()[axis + 2], out);
  }
}
