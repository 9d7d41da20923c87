package dev.espalier.ir.op;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * scale + bias} per channel of x [N,C,...], with
 * running statistics.
 */
public record BatchNormalization(@Default("1.0E-5") double epsilon) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x", "scale", "bias", "mean", "variance");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.atLeast(2, 0);
    for (int i = 1; i < 5; i++) {
      in.equal(in.exactly(1, i).dim(0), x.dim(1), arity().names().get(i));
    }
    return List.of(x);
  }

  /** What x is multiplied by in each channel. */
  public double[] slopes(Tensor scale, Tensor variance) {
    double[] slopes = scale.toDoubles();
    for (int c = 0; c < slopes.length; c++) {
      slopes[c] /= Math.sqrt(variance.at(c) + epsilon);
    }
    return slopes;
  }

  /** What is added to each channel afterwards; the bias where the slope is 0, whatever the mean. */
  public double[] offsets(double[] slopes, Tensor bias, Tensor mean) {
    double[] offsets = bias.toDoubles();
    for (int c = 0; c < offsets.length; c++) {
      offsets[c] -= slopes[c] == 0 ? 0 : mean.at(c) * slopes[c];
    }
    return offsets;
  }

  @Override
  public void tie(Ties ties) {
    Broadcast.tie(ties, 0);
    for (int i = 1; i < 5; i++) {
      ties.same(Axis.in(i, 0), Axis.out(1));
    }
  }
}
