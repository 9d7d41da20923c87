package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
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
import java.util.function.Function;

/** Which orders of axes each operator takes and gives. */
final class OrderRules {
  private static final OpSwitch<Place, NodeOrders> RULES = rules();

  private OrderRules() {}

  /** A node in a flow, and the orders in which its operands arrive there. */
  record Place(Graph graph, Node node, Flow flow, Function<String, AxisOrder> arriving) {
    long[] shape(String value) {
      return graph.type(value).shape();
    }

    AxisOrder arriving(int operand) {
      return arriving.apply(node.operands().get(operand));
    }

    boolean isConstant(int operand) {
      return graph.constant(node, operand).isPresent();
    }

    int rank(int operand) {
      return graph.type(node.operands().get(operand)).rank();
    }

    int resultRank() {
      return graph.type(node.result()).rank();
    }

    /** The order in which operand 0 is taken by an operator without a preference. */
    AxisOrder free() {
      return free(0);
    }

    AxisOrder free(int operand) {
      return flow == Flow.GRAPH ? AxisOrder.identity(rank(operand)) : arriving(operand);
    }

    /** Operand 0 in an order, the others as the lowering likes, and all results in an order. */
    NodeOrders of(AxisOrder operand, AxisOrder result) {
      List<Optional<AxisOrder>> operands = new ArrayList<>();
      for (int i = 0; i < node.operands().size(); i++) {
        operands.add(i == 0 ? Optional.of(operand) : Optional.empty());
      }
      return new NodeOrders(operands, node.results().stream().map(r -> result).toList());
    }
  }

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
                Split.class,
                BatchNormalization.class,
                InstanceNormalization.class,
                LayerNormalization.class),
            (op, place) -> place.of(place.free(), place.free()))
        .on(Elementwise.class, (op, place) -> broadcast(place))
        .on(Where.class, (op, place) -> broadcast(place))
        .on(Concat.class, (op, place) -> broadcast(place))
        .on(Expand.class, (op, place) -> inGraphOrder(place))
        .on(Reduction.class, OrderRules::reduction)
        .on(ArgMax.class, OrderRules::argMax)
        .on(Softmax.class, (op, place) -> axisLast((int) op.axis(), place))
        .on(LogSoftmax.class, (op, place) -> axisLast((int) op.axis(), place))
        .on(Reshape.class, OrderRules::reshape)
        .on(Transpose.class, OrderRules::transpose)
        .on(MatMul.class, (op, place) -> MatrixOrders.matMul(place))
        .on(Gemm.class, MatrixOrders::gemm)
        .on(
            List.<Class<? extends Op>>of(
                Gather.class, Shape.class, Opaque.class, ChannelMask.class, Choice.class),
            (op, place) -> inGraphOrder(place))
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

  /** Every operand in the order of the largest one that is not constant and has all axes. */
  private static NodeOrders broadcast(Place place) {
    AxisOrder order = AxisOrder.identity(place.resultRank());
    if (place.flow() == Flow.ARRIVING) {
      order = largest(place).map(place::arriving).orElse(order);
    }
    List<Optional<AxisOrder>> operands = new ArrayList<>();
    for (int i = 0; i < place.node().operands().size(); i++) {
      operands.add(
          place.isConstant(i) ? Optional.empty() : Optional.of(order.trailing(place.rank(i))));
    }
    return new NodeOrders(operands, List.of(order));
  }

  private static Optional<Integer> largest(Place place) {
    Optional<Integer> best = Optional.empty();
    long most = -1;
    for (int i = 0; i < place.node().operands().size(); i++) {
      String operand = place.node().operands().get(i);
      if (!place.isConstant(i) && place.rank(i) == place.resultRank()) {
        long size = place.graph().type(operand).elements().value();
        boolean moved =
            !place.arriving(i).storesLike(AxisOrder.identity(place.rank(i)), place.shape(operand));
        long weight = 2 * size + (moved ? 1 : 0);
        if (weight > most) {
          most = weight;
          best = Optional.of(i);
        }
      }
    }
    return best;
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
