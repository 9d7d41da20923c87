package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Where;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The channels of a node's operands, counted the way the node counts them: a convolution sees a
 * reshaped vector as images, a mask sees a flattened image entry by entry, a sum sees both its
 * terms alike.
 */
final class OperandChannels {
  /** Operators on images [N,C,...]. */
  private static final List<Class<? extends Op>> IMAGES =
      List.of(
          AveragePool.class,
          BatchNormalization.class,
          Conv.class,
          ConvTranspose.class,
          DepthToSpace.class,
          InstanceNormalization.class,
          MaxPool.class,
          Resize.class,
          SpaceToDepth.class);

  private final Graph graph;
  private final Node node;
  private final Map<String, Channels> known;
  private final boolean across;
  private final Map<Integer, Optional<ChannelOverlap>> overlaps = new HashMap<>();

  /**
   * @param known the channels of values, as their producers count them
   */
  OperandChannels(Graph graph, Node node, Map<String, Channels> known) {
    this.graph = graph;
    this.node = node;
    this.known = known;
    this.across = isAcross(node.op());
  }

  /** The channels of an operand as the node sees them; empty where nothing is known. */
  Optional<Channels> of(int operand) {
    return own(operand).map(own -> overlap(operand).map(ChannelOverlap::channels).orElse(own));
  }

  /** Whether the node sees the channels of an operand as the operand itself counts them. */
  boolean areOwn(int operand) {
    return overlap(operand).isEmpty();
  }

  /** The channels of the operand itself that one of {@link #of} is made of. */
  Set<Integer> own(int operand, int channel) {
    return overlap(operand).map(overlap -> overlap.own(channel)).orElse(Set.of(channel));
  }

  private Optional<Channels> own(int operand) {
    return node.operand(operand).map(known::get);
  }

  private TensorType type(int operand) {
    return graph.type(node.operand(operand).orElseThrow());
  }

  private Optional<ChannelOverlap> overlap(int operand) {
    return overlaps.computeIfAbsent(operand, this::makeOverlap);
  }

  private Optional<ChannelOverlap> makeOverlap(int operand) {
    Channels own = own(operand).orElseThrow();
    return wanted(operand, own)
        .filter(layout -> !layout.isOf(own))
        .filter(layout -> own.axes().stream().allMatch(a -> type(operand).dim(a).isConstant()))
        .map(layout -> new ChannelOverlap(type(operand), own, layout.axes(), layout.repeat()));
  }

  /** How the node counts the channels of an operand, if it does so in a way of its own. */
  private Optional<Layout> wanted(int operand, Channels own) {
    Op op = node.op();
    if (op instanceof Elementwise || op instanceof Where || across) {
      return common(operand);
    }
    if (op instanceof Reduction reduction) {
      return remaining(own, reduction);
    }
    boolean counts = operand == 0 || op instanceof Concat;
    return counted(op, own)
        .filter(axis -> counts && own.axes().contains(axis))
        .map(axis -> new Layout(List.of(axis), 1));
  }

  /** Whether it joins operands along another axis than the one that counts their channels. */
  private boolean isAcross(Op op) {
    return op instanceof Concat concat
        && known().anyMatch(o -> !own(o).orElseThrow().axes().contains((int) concat.axis()));
  }

  private IntStream known() {
    return IntStream.range(0, node.operands().size()).filter(o -> own(o).isPresent());
  }

  /** The axis along which an operator counts the channels of its operands. */
  private Optional<Integer> counted(Op op, Channels own) {
    if (op instanceof ChannelMask mask) {
      return Optional.of((int) mask.axis());
    } else if (op instanceof Concat concat) {
      return Optional.of((int) concat.axis());
    } else if (op instanceof Split split) {
      return Optional.of((int) split.axis());
    } else if (op instanceof IndexSelect select) {
      return Optional.of((int) select.axis());
    } else if (op instanceof Slice slice) {
      return own.axes().stream().filter(a -> slice.axes().contains((long) a)).findFirst();
    } else if (op instanceof Pad pad) {
      return own.axes().stream().filter(a -> pad.begin(a) != 0 || pad.end(a) != 0).findFirst();
    } else if (op instanceof Gemm gemm) {
      return Optional.of(gemm.transA() ? 0 : 1).filter(axis -> !own.axes().equals(List.of(axis)));
    } else if (op instanceof MatMul && node.operand(1).flatMap(graph::constant).isPresent()) {
      return Optional.of(type(0).rank() - 1).filter(axis -> !own.axes().equals(List.of(axis)));
    }
    return IMAGES.stream().anyMatch(image -> image.isInstance(op))
        ? Optional.of(1)
        : Optional.empty();
  }

  /** A reduction sees what stays. */
  private static Optional<Layout> remaining(Channels own, Reduction op) {
    List<Integer> left = own.axes().stream().filter(a -> !op.axes().contains((long) a)).toList();
    boolean some = !left.isEmpty() && left.size() < own.axes().size();
    return some ? Optional.of(new Layout(left, 1)) : Optional.empty();
  }

  /** Operands that are broadcast are counted alike, as finely as all of them allow. */
  private Optional<Layout> common(int operand) {
    List<Channels> layouts = known().mapToObj(this::inResult).flatMap(Optional::stream).toList();
    if (inResult(operand).isEmpty()) {
      return Optional.empty();
    }
    int shift = graph.type(node.result()).rank() - type(operand).rank();
    return layouts.stream()
        .sorted(Comparator.comparing(Channels::count).reversed())
        .filter(l -> layouts.stream().allMatch(o -> o.axes().containsAll(l.axes())))
        .findFirst()
        .map(l -> new Layout(l.axes().stream().map(a -> a - shift).toList(), l.repeat()));
  }

  /** An operand's channels by axes of the result, if the result has as many. */
  private Optional<Channels> inResult(int operand) {
    TensorType result = graph.type(node.result());
    int shift = result.rank() - type(operand).rank();
    return own(operand)
        .filter(
            c ->
                c.axes().stream().allMatch(a -> result.dim(a + shift).equals(type(operand).dim(a))))
        .map(c -> c.moved(c.axes().stream().map(a -> a + shift).toList(), c.repeat()));
  }

  private record Layout(List<Integer> axes, int repeat) {
    boolean isOf(Channels channels) {
      return channels.axes().equals(axes) && channels.repeat() == repeat;
    }
  }
}
