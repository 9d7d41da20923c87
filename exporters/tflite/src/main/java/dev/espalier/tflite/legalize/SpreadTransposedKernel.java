package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TFLite's transposed convolution has no dilation: zeros between the weights do the same.
 *
 * <pre>
 * %y = conv_transpose(%x, %w) {dilations=[2,2]}   // %w: f32[8,4,3,3]
 *   |  %y = conv_transpose(%x, %spread)           // %spread: f32[8,4,5,5]
 * </pre>
 *
 * Not for computed weights, nor for sequences, which become images first.
 */
public final class SpreadTransposedKernel implements Rule<ConvTranspose> {
  @Override
  public Class<ConvTranspose> root() {
    return ConvTranspose.class;
  }

  @Override
  public Outcome apply(Match match, ConvTranspose op) {
    Optional<Tensor> weights = match.constant(1);
    if (op.dilations().stream().allMatch(dilation -> dilation == 1)) {
      return match.refuse("%%%s is not dilated", match.node().result());
    }
    if (weights.isEmpty() || match.type(1).rank() != 4) {
      return match.refuse("%%%s is computed, or not of an image", match.operand(1));
    }
    ConvTranspose dense =
        new ConvTranspose(op.strides(), List.of(1L, 1L), op.pads(), op.outputPads(), op.groups());
    List<String> operands = new ArrayList<>(match.node().operands());
    operands.set(1, match.constant("spread", spread(weights.get(), op.dilations())));
    return match.replace(dense, operands);
  }

  private static Tensor spread(Tensor weights, List<Long> dilations) {
    int rows = (int) weights.dim(2);
    int columns = (int) weights.dim(3);
    int down = dilations.get(0).intValue();
    int right = dilations.get(1).intValue();
    int height = (rows - 1) * down + 1;
    int width = (columns - 1) * right + 1;
    double[] from = weights.toDoubles();
    double[] to = new double[from.length / (rows * columns) * height * width];
    for (int i = 0; i < from.length; i++) {
      int plane = i / (rows * columns);
      int row = i / columns % rows * down;
      to[(plane * height + row) * width + i % columns * right] = from[i];
    }
    long[] shape = {weights.dim(0), weights.dim(1), height, width};
    return Tensor.of(weights.element(), shape, to);
  }
}
