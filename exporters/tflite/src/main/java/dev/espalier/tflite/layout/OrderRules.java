package dev.espalier.tflite.layout;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which orders of axes each operator takes and gives. */
final class OrderRules {
  /** Operators that no lowering gets to see, whatever their orders are. */
  private static final List<Class<? extends Op>> REWRITTEN_OR_REFUSED =
      List.of(
          BatchNormalization.class,
          ChannelMask.class,
          Choice.class,
          Expand.class,
          Gemm.class,
          InstanceNormalization.class,
          LayerNormalization.class,
          Opaque.class,
          Shape.class);

  private static final OpSwitch<Place, NodeOrders> RULES = rules();

  private OrderRules() {}

  static NodeOrders of(Place place) {
    return RULES.apply(place.node().op(), place);
  }

  private static OpSwitch<Place, NodeOrders> rules() {
    return OpSwitch.<Place, NodeOrders>over()
        .on(
            List.<Class<? extends Op>>of(
                Conv.class,
                ConvTranspose.class,
                AveragePool.class,
                MaxPool.class,
                DepthToSpace.class,
                SpaceToDepth.class),
            (op, place) -> spatial(place))
        .on(Resize.class, OrderRules::resize)
        .on(
            List.<Class<? extends Op>>of(
                Pointwise.class,
                Cast.class,
                Identity.class,
                Pad.class,
                Tile.class,
                IndexSelect.class,
                Slice.class,
                Split.class),
            (op, place) -> place.of(place.free(), place.free()))
        .on(Elementwise.class, (op, place) -> BroadcastOrders.of(place))
        .on(Where.class, (op, place) -> BroadcastOrders.of(place))
        .on(Concat.class, (op, place) -> BroadcastOrders.of(place))
        .on(Reduction.class, OrderRules::reduction)
        .on(ArgMax.class, OrderRules::argMax)
        .on(Softmax.class, (op, place) -> axisLast((int) op.axis(), place))
        .on(LogSoftmax.class, (op, place) -> axisLast((int) op.axis(), place))
        .on(Reshape.class, OrderRules::reshape)
        .on(Transpose.class, OrderRules::transpose)
        .on(MatMul.class, (op, place) -> MatrixOrders.matMul(place))
        .on(Gather.class, (op, place) -> inGraphOrder(place))
        .on(REWRITTEN_OR_REFUSED, (op, place) -> inGraphOrder(place))
        .build();
  }

  private static NodeOrders spatial(Place place) {
    AxisOrder last = AxisOrder.channelsLast(place.rank(0));
    return place.of(last, last);
  }

  /** Only images are resized by an operator; other axes are resized where they are. */
  private static NodeOrders resize(Resize op, Place place) {
    boolean image = place.rank(0) == 4 && op.axes().stream().allMatch(axis -> axis >= 2);
    return image ? spatial(place) : place.of(place.free(), place.free());
  }

  private static NodeOrders inGraphOrder(Place place) {
    List<Optional<AxisOrder>> operands = new ArrayList<>();
    for (String operand : place.node().operands()) {
      operands.add(
          operand.equals(Node.ABSENT)
              ? Optional.empty()
              : Optional.of(AxisOrder.identity(place.graph().type(operand).rank())));
    }
    return new NodeOrders(
        operands,
        place.graph().resultTypes(place.node()).stream()
            .map(type -> AxisOrder.identity(type.rank()))
            .toList());
  }

  private static NodeOrders reduction(Reduction op, Place place) {
    AxisOrder order = place.free();
    return place.of(order, op.keepDims() ? order : order.without(op.axes()));
  }

  private static NodeOrders argMax(ArgMax op, Place place) {
    AxisOrder order = place.free();
    return place.of(order, op.keepDims() ? order : order.without(List.of(op.axis())));
  }

  private static NodeOrders axisLast(int axis, Place place) {
    AxisOrder order = place.free().withLast(axis);
    return place.of(order, order);
  }

  /**
   * Takes x as it arrives if the result is then in some order; otherwise, on the way to an image,
   * in the order in which the result has its channels last.
   */
  private static NodeOrders reshape(Reshape op, Place place) {
    AxisOrder free = place.free();
    long[] from = place.shape(place.node().input());
    long[] to = place.shape(place.node().result());
    Optional<AxisOrder> result = ReshapeOrder.of(free, from, to);
    if (result.isPresent()) {
      return place.of(free, result.get());
    }
    AxisOrder image = AxisOrder.channelsLast(to.length);
    return ReshapeOrder.of(image, to, from)
        .map(operand -> place.of(operand, image))
        .orElse(place.of(AxisOrder.identity(from.length), AxisOrder.identity(to.length)));
  }

  /** A transpose moves nothing: its result has the same elements under other names of axes. */
  private static NodeOrders transpose(Transpose op, Place place) {
    AxisOrder order = place.arriving(0);
    return place.of(order, order.renamed(op.permutation()));
  }
}
