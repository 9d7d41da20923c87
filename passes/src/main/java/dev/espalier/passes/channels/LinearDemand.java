package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import java.util.List;
import java.util.Optional;

/** Which input channels of convolutions and matrix products are read with a weight other than 0. */
final class LinearDemand {
  private LinearDemand() {}

  static void convolution(DemandReader r) {
    r.allFrom(2);
    Optional<ConvWeights> weights = ConvWeights.of(r);
    Optional<Channels> x = r.channels(0).filter(c -> c.isPlain(1));
    if (x.isEmpty() || weights.isEmpty() || r.wanted(0).isEmpty()) {
      r.all();
      return;
    }
    r.wantPart(0, weights.get().reaching(r.wanted(0).orElseThrow()), 0);
  }

  static void gemm(Gemm op, DemandReader r) {
    r.allFrom(2);
    if (r.constant(1).isPresent()) {
      matrix(r, op.transA() ? 0 : 1, op.transB() ? 1 : 0);
    } else {
      product(r);
    }
  }

  static void matMul(MatMul op, DemandReader r) {
    int contracted = r.type(0).rank() - 1;
    boolean plain = r.constant(1).isPresent() && r.type(1).rank() == 2 && contracted > 0;
    if (!plain) {
      product(r);
    } else if (r.channels(0).filter(c -> c.axes().contains(contracted)).isPresent()) {
      matrix(r, contracted, 0);
    } else {
      r.wantSame(0);
    }
  }

  private static void matrix(DemandReader r, int contracted, int weightAxis) {
    Optional<Channels> x = r.channels(0);
    Tensor weight = r.constant(1).orElseThrow();
    Optional<boolean[]> wanted = r.wanted(0);
    boolean fits =
        x.isPresent()
            && wanted.isPresent()
            && x.get().axes().equals(List.of(contracted))
            && wanted.get().length == weight.dim(1 - weightAxis);
    if (!fits) {
      r.all();
      return;
    }
    boolean[] found = new MatrixWeights(weight, weightAxis).reaching(wanted.get());
    boolean[] channels = new boolean[x.get().count()];
    for (int k = 0; k < found.length; k++) {
      channels[k / x.get().repeat()] |= found[k];
    }
    r.wantPart(0, channels, 0);
  }

  /** A channel of a factor is wanted where the other one is not zero and the result is wanted. */
  private static void product(DemandReader r) {
    Optional<ProductPairs> found = ProductPairs.of(r);
    if (found.isEmpty()) {
      r.all();
      return;
    }
    for (int i = 0; i < 2; i++) {
      int operand = i;
      r.channels(i).ifPresent(x -> r.wantPart(operand, factor(r, found.get(), operand, x), 0));
    }
  }

  private static boolean[] factor(DemandReader r, ProductPairs pairs, int operand, Channels x) {
    Optional<boolean[]> wanted = r.wanted(0).filter(w -> pairs.countResult());
    boolean[] zeros = pairs.zeros(1 - operand);
    int[] own = pairs.channels(operand).orElseThrow();
    boolean[] found = new boolean[x.count()];
    for (int pair = 0; pair < zeros.length; pair++) {
      boolean counts = wanted.isEmpty() || wanted.get()[pairs.results()[pair]];
      found[own[pair]] |= counts && !zeros[pair];
    }
    return found;
  }
}
