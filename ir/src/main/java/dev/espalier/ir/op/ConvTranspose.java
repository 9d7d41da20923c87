package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Transposed convolution of x [N,C,...] with weight [C,O/groups,...] and bias [O].
 *
 * @param pads cut from each spatial axis of the result: all begins, then all ends
 * @param outputPads added at the end of each spatial axis of the result
 */
public record ConvTranspose(
    @Default("[1,1]") List<Long> strides,
    @Default("[1,1]") List<Long> dilations,
    @Default("[0,0,0,0]") List<Long> pads,
    @Default("[0,0]") List<Long> outputPads,
    @Default("1") long groups)
    implements Op {
  public ConvTranspose {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    pads = List.copyOf(pads);
    outputPads = List.copyOf(outputPads);
  }

  public ConvTranspose withGroups(long other) {
    return new ConvTranspose(strides, dilations, pads, outputPads, other);
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
    if (outputPads.size() != spatial) {
      throw new IrException("output pads %s for %s", outputPads, x);
    }
    in.equal(x.dim(1), weight.dim(0), "input channels");
    Dim channels = weight.dim(1).times(groups);
    Groups.checkBias(in, channels);
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), channels));
    for (int i = 0; i < spatial; i++) {
      Dim added =
          Dim.of(Window.reach(weight.dim(2 + i).value(), dilations.get(i)))
              .plus(outputPads.get(i))
              .minus(Dim.of(pads.get(i)).plus(pads.get(spatial + i)));
      dims.add(x.dim(2 + i).plus(-1).times(strides.get(i)).plus(added));
    }
    return List.of(x.withDims(dims));
  }

  /** Counted on input positions. */
  @Override
  public Dim macs(Operands in, List<TensorType> results) {
    List<Dim> weight = in.type(1).dims();
    return in.type(0).elements().times(TensorType.product(weight.subList(1, weight.size())));
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.same(Axis.in(0, 1), Axis.in(1, 0));
    if (ties.has(2)) {
      ties.same(Axis.in(2, 0), Axis.out(1));
    }
    if (groups == 1) {
      ties.same(Axis.in(1, 1), Axis.out(1));
    } else if (ties.operand(1).dim(0).is(groups)) {
      ties.outer(Axis.in(0, 1), Axis.out(1));
      if (!ties.operand(1).dim(1).is(1)) {
        ties.inner(Axis.in(1, 1), Axis.out(1));
      }
    } else {
      ties.blocks(groups, List.of(Axis.in(0, 1), Axis.out(1)));
    }
  }

  @Override
  public Op keep(Kept kept) {
    return groups == 1 ? this : withGroups(Groups.left(groups, kept));
  }
}
