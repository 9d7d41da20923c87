package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One node, and what is known of the channels of its operands. */
sealed class Flow permits DemandReader {
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F64);

  final Node node;
  final OperandChannels operands;
  private final Graph graph;

  Flow(Graph graph, Node node, Map<String, Channels> known) {
    this.graph = graph;
    this.node = node;
    this.operands = new OperandChannels(graph, node, known);
  }

  Op op() {
    return node.op();
  }

  int operands() {
    return node.operands().size();
  }

  boolean has(int operand) {
    return node.operand(operand).isPresent();
  }

  TensorType type(int operand) {
    return graph.type(node.operand(operand).orElseThrow());
  }

  TensorType result() {
    return graph.type(node.result());
  }

  Optional<Tensor> constant(int operand) {
    return graph.constant(node, operand);
  }

  /** The channels of an operand as the node counts them. */
  Optional<Channels> channels(int operand) {
    return operands.of(operand);
  }

  /**
   * The channels of an operand if one axis counts them; all live where nothing else is known, and
   * none where the size of the axis is not known, or it is too long.
   */
  Optional<Channels> plain(int operand, int axis) {
    Dim size = type(operand).dim(axis);
    Optional<Channels> own = channels(operand).filter(c -> c.isPlain(axis));
    return own.isPresent() || !Channels.isCountable(size)
        ? own
        : Optional.of(Channels.live(axis, size.value()));
  }

  /** The value of an operator on known tensors, in double. */
  static Tensor evaluate(Op op, Tensor... operands) {
    return INTERPRETER.evaluate(op, Arrays.stream(operands).map(Optional::of).toList()).get(0);
  }

  /**
   * An operand as channels in the layout of the result, for operators that broadcast; a constant is
   * cut into its channels.
   */
  ChannelState[] aligned(int operand, Channels layout, TensorType result) {
    Optional<Tensor> constant = constant(operand);
    int shift = result.rank() - type(operand).rank();
    if (constant.isPresent() && constant.get().size() == 1) {
      ChannelState[] states = new ChannelState[layout.count()];
      Arrays.fill(states, ChannelState.constant(constant.get().at(0)));
      return states;
    }
    if (constant.isPresent() && isVector(constant.get(), shift, layout)) {
      double[] values = constant.get().toDoubles();
      return IntStream.range(0, layout.count())
          .mapToObj(c -> ChannelState.constant(values[c]))
          .toArray(ChannelState[]::new);
    }
    if (constant.isPresent()) {
      return IntStream.range(0, layout.count())
          .mapToObj(c -> slice(constant.get(), shift, layout, result, c))
          .toArray(ChannelState[]::new);
    }
    Optional<Channels> own = channels(operand).filter(c -> isShifted(c, shift, layout, operand));
    return IntStream.range(0, layout.count())
        .mapToObj(c -> own.map(o -> o.at(c).lifted(result.rank())).orElse(ChannelState.live()))
        .toArray(ChannelState[]::new);
  }

  /** Whether {@link #aligned} finds that every channel depends on what the input holds. */
  boolean isLive(int operand, Channels layout, TensorType result) {
    int shift = result.rank() - type(operand).rank();
    return constant(operand).isEmpty()
        && channels(operand)
            .filter(c -> isShifted(c, shift, layout, operand))
            .map(Channels::isAllSized)
            .orElse(true);
  }

  private boolean isShifted(Channels own, int shift, Channels layout, int operand) {
    List<Integer> axes = own.axes().stream().map(a -> a + shift).toList();
    return axes.equals(layout.axes())
        && own.repeat() == layout.repeat()
        && own.count() == layout.count()
        && !type(operand).isUnknown();
  }

  /** Whether a constant has one number per channel. */
  private static boolean isVector(Tensor constant, int shift, Channels layout) {
    int own = layout.axes().get(0) - shift;
    return layout.repeat() == 1
        && layout.axes().size() == 1
        && own >= 0
        && constant.size() == layout.count()
        && constant.dim(own) == layout.count();
  }

  private static ChannelState slice(
      Tensor constant, int shift, Channels layout, TensorType result, int channel) {
    Tensor cut = constant;
    for (int axis : layout.axes()) {
      int own = axis - shift;
      if (own < 0 || constant.dim(own) == 1) {
        continue;
      }
      List<Integer> positions = new ArrayList<>();
      for (int r = 0; r < layout.repeat(); r++) {
        int position = layout.position(result, axis, channel * layout.repeat() + r);
        if (!positions.contains(position)) {
          positions.add(position);
        }
      }
      cut = cut.select(own, positions.stream().mapToInt(Integer::intValue).toArray());
    }
    Tensor wide = Tensor.of(ElementType.F64, cut.shape(), cut.toDoubles());
    ChannelState state = ChannelState.of(wide).lifted(result.rank());
    boolean samplesDiffer =
        state instanceof ChannelState.Fixed fixed
            && fixed.map().dim(0) != 1
            && !layout.axes().contains(0);
    return samplesDiffer ? ChannelState.live() : state;
  }
}
