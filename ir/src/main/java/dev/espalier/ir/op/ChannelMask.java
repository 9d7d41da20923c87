package dev.espalier.ir.op;

import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * A binary mask: index c of the axis passes when its score is above 1/2 (strictly), and is zero
 * otherwise, whatever x holds there. Scores are [C]; one that is not finite is an error.
 */
public record ChannelMask(@Default("1") long axis) implements Op {
  private static final double THRESHOLD = 0.5;

  /** Whether a score lets its channel pass. */
  public static boolean passes(double score) {
    return score > THRESHOLD;
  }

  /** Which channels the scores let pass. */
  public static boolean[] passing(double... scores) {
    boolean[] passing = new boolean[scores.length];
    for (int c = 0; c < scores.length; c++) {
      if (!Double.isFinite(scores[c])) {
        throw new IrException("score %d is %s, a finite number is needed", c, scores[c]);
      }
      passing[c] = passes(scores[c]);
    }
    return passing;
  }

  @Override
  public Arity arity() {
    return Arity.of("x", "scores");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    int at = Shapes.axis(axis, x.rank());
    in.equal(in.exactly(1, 1).dim(0), x.dim(at), "scores");
    return List.of(x);
  }

  @Override
  public void tie(Ties ties) {
    Broadcast.tie(ties, 0);
    ties.same(Axis.in(1, 0), Axis.out((int) axis));
  }
}
