package dev.espalier.onnx;

import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes operators that select, arrange and convert elements. */
final class WriteMovement {
  private WriteMovement() {}

  static void cases(OpSwitch.Builder<Site, Call> on) {
    on.on(Reshape.class, WriteReshape::reshape)
        .on(Expand.class, WriteReshape::expand)
        .on(Resize.class, WriteResize::resize)
        .on(Slice.class, WriteMovement::slice)
        .on(Pad.class, WriteMovement::pad)
        .on(Split.class, WriteMovement::split)
        .on(Shape.class, WriteMovement::shape)
        .on(DepthToSpace.class, WriteMovement::depthToSpace)
        .on(Identity.class, WriteElementwise::plain)
        .on(Where.class, (op, site) -> site.since(9).call("Where"))
        .on(Cast.class, (op, site) -> site.call("Cast").with("to", ElementTypes.number(op.to())))
        .on(Concat.class, (op, site) -> site.call("Concat").with("axis", op.axis()))
        .on(Gather.class, (op, site) -> site.call("Gather").with("axis", op.axis()))
        .on(IndexSelect.class, (op, site) -> gather(site, op.axis(), op.indices()))
        .on(
            SpaceToDepth.class,
            (op, site) -> site.call("SpaceToDepth").with("blocksize", op.block()))
        .on(
            Tile.class,
            (op, site) -> Call.of("Tile", site.operand(0), site.longs("repeats", op.repeats())))
        .on(Transpose.class, (op, site) -> site.call("Transpose").with("perm", op.permutation()));
  }

  private static Call gather(Site site, long axis, List<Long> indices) {
    return Call.of("Gather", site.operand(0), site.longs("indices", indices)).with("axis", axis);
  }

  /** Before opset 10 there are no steps, so a slice with a step selects its positions. */
  private static Call slice(Slice op, Site site) {
    boolean stepped = op.steps().stream().anyMatch(step -> step != 1);
    if (site.opset() >= 10) {
      return Call.of(
          "Slice",
          site.operand(0),
          site.longs("starts", op.starts()),
          site.longs("ends", op.ends()),
          site.longs("axes", op.axes()),
          stepped ? site.longs("steps", op.steps()) : Node.ABSENT);
    }
    if (!stepped) {
      return site.call("Slice")
          .with("starts", op.starts())
          .with("ends", op.ends())
          .with("axes", op.axes());
    }
    int axis = op.axes().get(0).intValue();
    if (op.axes().size() > 1 || !site.type(0).dim(axis).isConstant()) {
      site.since(10);
    }
    return gather(site, axis, op.positions(0, site.type(0).dim(axis).value()));
  }

  private static Call pad(Pad op, Site site) {
    String mode = op.mode().name().toLowerCase(Locale.ROOT);
    if (site.opset() < 11) {
      site.since(site.element().isFloat() ? 0 : 11);
      return site.call("Pad").with("mode", mode).with("pads", op.pads()).with("value", op.value());
    }
    String value = op.value() == 0 ? Node.ABSENT : site.number("value", op.value());
    return Call.of("Pad", site.operand(0), site.longs("pads", op.pads()), value).with("mode", mode);
  }

  private static Call split(Split op, Site site) {
    return site.opset() < 13
        ? site.call("Split").with("axis", op.axis()).with("split", op.sizes())
        : Call.of("Split", site.operand(0), site.longs("sizes", op.sizes()))
            .with("axis", op.axis());
  }

  /** Before opset 15 the whole shape is made and sliced. */
  private static Call shape(Shape op, Site site) {
    int rank = site.rank();
    int count = op.dims(site.type(0)).size();
    if (count == rank) {
      return site.call("Shape");
    }
    long start = op.start() < 0 ? Math.max(0, op.start() + rank) : Math.min(op.start(), rank);
    if (site.opset() >= 15) {
      return site.call("Shape").with("start", start).with("end", start + count);
    }
    List<Long> indices = new ArrayList<>();
    for (long i = start; i < start + count; i++) {
      indices.add((long) Shapes.axis(i, rank));
    }
    String whole = site.value(site.call("Shape"));
    return Call.of("Gather", whole, site.longs("indices", indices)).with("axis", 0);
  }

  private static Call depthToSpace(DepthToSpace op, Site site) {
    Call call = site.call("DepthToSpace").with("blocksize", op.block());
    if (op.columnFirst()) {
      site.since(11);
      call.with("mode", "CRD");
    }
    return call;
  }
}
