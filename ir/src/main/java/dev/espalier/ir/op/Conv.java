package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution of x [N,C,...] with weight [O,C/groups,...] and bias [O].
 *
 * @param pads zeros around each spatial axis: all begins, then all ends
 */
public record Conv(
    @Default("[1,1]") List<Long> strides,
    @Default("[1,1]") List<Long> dilations,
    @Default("[0,0,0,0]") List<Long> pads,
    @Default("1") long groups)
    implements Op {
  public Conv {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    pads = List.copyOf(pads);
  }

  /** Whether no input position is padding. */
  public boolean isUnpadded() {
    return pads.stream().allMatch(p -> p == 0);
  }

  public Conv withPads(List<Long> other) {
    return new Conv(strides, dilations, other, groups);
  }

  public Conv withGroups(long other) {
    return new Conv(strides, dilations, pads, other);
  }

  @Override
  public Arity arity() {
    return Arity.optional(2, "x", "weight", "bias");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.atLeast(3, 0);
    TensorType weight = Groups.weight(in, groups);
    int spatial = x.rank() - 2;
    Window.check(spatial, strides, dilations, pads);
    in.equal(x.dim(1), weight.dim(1).times(groups), "input channels");
    Groups.checkBias(in, weight.dim(0));
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), weight.dim(0)));
    for (int i = 0; i < spatial; i++) {
      long pad = Math.addExact(pads.get(i), pads.get(spatial + i));
      long kernel = weight.dim(2 + i).value();
      dims.add(Window.output(x.dim(2 + i), kernel, strides.get(i), dilations.get(i), pad, false));
    }
    return List.of(x.withDims(dims));
  }

  @Override
  public Dim macs(Operands in, List<TensorType> results) {
    List<Dim> weight = in.type(1).dims();
    return results.get(0).elements().times(TensorType.product(weight.subList(1, weight.size())));
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.same(Axis.in(1, 0), Axis.out(1));
    if (ties.has(2)) {
      ties.same(Axis.in(2, 0), Axis.out(1));
    }
    if (groups == 1) {
      ties.same(Axis.in(0, 1), Axis.in(1, 1));
    } else if (ties.operand(1).dim(1).is(1)) {
      ties.outer(Axis.in(0, 1), Axis.out(1));
    } else {
      ties.blocks(groups, List.of(Axis.in(0, 1), Axis.out(1)));
    }
  }

  @Override
  public Op keep(Kept kept) {
    return groups == 1 ? this : withGroups(Groups.left(groups, kept));
  }
}
