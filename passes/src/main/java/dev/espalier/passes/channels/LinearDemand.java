package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.MatMul;
import java.util.List;
import java.util.Optional;

/** Which input channels of convolutions and matrix products are read with a weight other than 0. */
final class LinearDemand {
  private LinearDemand() {}

  static void convolution(DemandReader r, Optional<ConvWeights> weights) {
    r.allFrom(2);
    Optional<Channels> x = r.channels(0).filter(c -> c.isPlain(1));
    if (x.isEmpty() || weights.isEmpty() || r.wanted(0).isEmpty()) {
      r.all();
      return;
    }
    boolean[] found = weights.get().reaching(r.wanted(0).orElseThrow());
    for (int c = 0; c < found.length; c++) {
      if (found[c]) {
        r.want(0, c);
      }
    }
  }

  static void matrix(DemandReader r, int contracted, int weightAxis) {
    r.allFrom(2);
    Optional<Channels> x = r.channels(0);
    Optional<Tensor> weight = r.constant(1).filter(w -> w.rank() == 2);
    Optional<boolean[]> wanted = r.wanted(0);
    boolean fits =
        x.isPresent()
            && weight.isPresent()
            && wanted.isPresent()
            && x.get().axes().equals(List.of(contracted))
            && wanted.get().length == weight.get().dim(1 - weightAxis);
    if (!fits) {
      r.all();
      return;
    }
    boolean[] found = new MatrixWeights(weight.get(), weightAxis).reaching(wanted.get());
    for (int k = 0; k < found.length; k++) {
      if (found[k]) {
        r.want(0, k / x.get().repeat());
      }
    }
  }

  static void matMul(MatMul op, DemandReader r) {
    int rankA = r.type(0).rank();
    int rankB = r.type(1).rank();
    if (r.constant(1).isPresent()
        && rankB == 2
        && r.channels(0).filter(c -> c.axes().contains(rankA - 1)).isPresent()) {
      matrix(r, rankA - 1, 0);
      return;
    }
    contraction(r, 0, rankA - 1, 1, rankB - 2);
    contraction(r, 1, rankB - 2, 0, rankA - 1);
  }

  /** A channel that is summed over is wanted unless its partner in the other operand is zero. */
  static void contraction(DemandReader r, int operand, int axis, int other, int otherAxis) {
    Optional<Channels> own = r.channels(operand);
    if (own.isEmpty() || !own.get().axes().contains(axis)) {
      if (r.isAligned(operand)) {
        r.wantSame(operand);
      } else {
        r.all(operand);
      }
      return;
    }
    Optional<Channels> partner =
        r.channels(other)
            .filter(c -> c.count() == own.get().count() && c.repeat() == own.get().repeat())
            .filter(
                c ->
                    c.axes().stream()
                        .map(a -> a == otherAxis ? axis : a)
                        .toList()
                        .equals(own.get().axes()));
    for (int c = 0; c < own.get().count(); c++) {
      if (partner.isEmpty() || !partner.get().at(c).isZero()) {
        r.want(operand, c);
      }
    }
  }
}
