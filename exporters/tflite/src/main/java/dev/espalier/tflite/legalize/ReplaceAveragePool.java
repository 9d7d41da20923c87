package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.lower.WindowPadding;
import java.util.Arrays;
import java.util.List;

/**
 * A mean whose windows meet the border in a way that TFLite's pool does not know is a depthwise
 * convolution with equal weights; where windows have fewer cells, the sum is scaled again.
 *
 * <pre>
 * %y = average_pool(%x) {pads, ...}  |  %c = conv(%x, 1/(kh kw)) {pads, groups=C}
 *                                    |  %y = mul(%c, kh kw / cells)
 * </pre>
 *
 * Not where TFLite's SAME or VALID is the same thing.
 */
public final class ReplaceAveragePool implements Rule<AveragePool> {
  @Override
  public Class<AveragePool> root() {
    return AveragePool.class;
  }

  @Override
  public Outcome apply(Match match, AveragePool op) {
    if (match.type(0).rank() != 4) {
      return match.refuse("%%%s is no image", match.operand(0));
    }
    long[] x = match.type(0).shape();
    long[] y = match.graph().type(match.node().result()).shape();
    long[] in = {x[2], x[3]};
    long[] out = {y[2], y[3]};
    double[] rows = cells(op, 0, in[0], out[0]);
    double[] columns = cells(op, 1, in[1], out[1]);
    WindowPadding window = window(op, in, out);
    boolean dilated = op.dilations().stream().anyMatch(dilation -> dilation != 1);
    boolean padsCount = op.countIncludePad() && op.pads().stream().anyMatch(pad -> pad != 0);
    if (!window.explicit() && !dilated && (window.isValid() || !padsCount)) {
      return match.refuse("TFLite's pool does this");
    }
    String means =
        match.node("means", conv(op, window, x[1]), match.operand(0), weights(match, op));
    double[] factors = factors(op, rows, columns);
    if (Arrays.stream(factors).allMatch(factor -> factor == 1)) {
      return match.forward(means);
    }
    Tensor map = Tensor.of(match.type(0).element(), new long[] {1, 1, out[0], out[1]}, factors);
    return match.replace(new Mul(), means, match.constant("factors", map));
  }

  private static WindowPadding window(AveragePool op, long[] in, long[] out) {
    long[] kernel = {op.kernel().get(0), op.kernel().get(1)};
    return WindowPadding.of(in, out, kernel, op.strides(), op.dilations(), op.pads());
  }

  private static Conv conv(AveragePool op, WindowPadding window, long channels) {
    List<Long> pads =
        List.of(op.pads().get(0), op.pads().get(1), window.reached(0), window.reached(1));
    return new Conv(op.strides(), op.dilations(), pads, channels);
  }

  private static String weights(Match match, AveragePool op) {
    long rows = op.kernel().get(0);
    long columns = op.kernel().get(1);
    long[] shape = {match.type(0).dim(1).value(), 1, rows, columns};
    double share = 1.0 / (rows * columns);
    return match.constant("weights", Tensor.filled(match.type(0).element(), shape, share));
  }

  /** How many cells of each window along an axis count. */
  private static double[] cells(AveragePool op, int axis, long in, long out) {
    long begin = op.countIncludePad() ? -op.pads().get(axis) : 0;
    long end = in + (op.countIncludePad() ? op.pads().get(axis + 2) : 0);
    double[] counts = new double[(int) out];
    for (int i = 0; i < out; i++) {
      for (long k = 0; k < op.kernel().get(axis); k++) {
        long cell = i * op.strides().get(axis) - op.pads().get(axis) + k * op.dilations().get(axis);
        counts[i] += cell >= begin && cell < end ? 1 : 0;
      }
    }
    return counts;
  }

  private static double[] factors(AveragePool op, double[] rows, double[] columns) {
    double all = op.kernel().get(0) * (double) op.kernel().get(1);
    double[] factors = new double[rows.length * columns.length];
    Arrays.setAll(factors, i -> all / (rows[i / columns.length] * columns[i % columns.length]));
    return factors;
  }
}
