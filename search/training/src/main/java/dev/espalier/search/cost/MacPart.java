package dev.espalier.search.cost;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operands;
import dev.espalier.passes.prune.ScaledSizes;
import dev.espalier.passes.prune.SumOfParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The multiply-accumulates of an operator by the kept channels of pools. */
final class MacPart implements SumOfParts.Part {
  private final Op op;
  private final ScaledSizes sizes;
  private final int[] channels;
  private final int[] pools;

  /**
   * @param sizes of the operands and, last, the result
   * @param channels of each pool
   */
  MacPart(Op op, ScaledSizes sizes, int... channels) {
    this.op = op;
    this.sizes = sizes;
    this.channels = channels;
    this.pools = sizes.pools().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int[] pools() {
    return pools;
  }

  @Override
  public double cost(int... kept) {
    int[] removed = new int[kept.length];
    for (int pool = 0; pool < kept.length; pool++) {
      removed[pool] = channels[pool] - kept[pool];
    }
    List<TensorType> types = new ArrayList<>();
    for (int tensor = 0; tensor < sizes.base().size(); tensor++) {
      types.add(type(sizes.at(tensor, removed)));
    }
    TensorType result = types.remove(types.size() - 1);
    Operands operands = new Operands(types.stream().map(Optional::of).toList(), (a, b) -> {});
    return op.macs(operands, List.of(result)).value();
  }

  private static TensorType type(List<Integer> sizes) {
    return TensorType.f32(sizes.stream().mapToLong(Integer::longValue).toArray());
  }

  /** What the last channel that is kept costs; of a group that keeps one, what the next would. */
  @Override
  public double[] gradient(int... kept) {
    double[] gradient = new double[pools.length];
    for (int i = 0; i < pools.length; i++) {
      int[] more = kept.clone();
      int[] fewer = kept.clone();
      more[pools[i]] = Math.max(2, kept[pools[i]]);
      fewer[pools[i]] = more[pools[i]] - 1;
      gradient[i] = cost(more) - cost(fewer);
    }
    return gradient;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacPart part
        && part.op.equals(op)
        && part.sizes.equals(sizes)
        && Arrays.equals(part.own(), own());
  }

  /** All channels of its pools. */
  private int[] own() {
    return Arrays.stream(pools).map(pool -> channels[pool]).toArray();
  }

  @Override
  public int hashCode() {
    return 31 * op.hashCode() + sizes.hashCode();
  }
}
