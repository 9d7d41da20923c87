package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Channel-level partial evaluation: finds the channels of every value that do not depend on the
 * input, for every input on which all intermediates are finite.
 */
final class ChannelAnalysis {
  private static final OpSwitch<Flow, List<Optional<Channels>>> STATES = states();

  private final Graph graph;
  private final Map<String, Channels> known = new HashMap<>();

  ChannelAnalysis(Graph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      List<Optional<Channels>> results = states(node);
      for (int i = 0; i < node.results().size() && i < results.size(); i++) {
        String result = node.results().get(i);
        if (!result.equals(Node.ABSENT)) {
          results.get(i).ifPresent(channels -> known.put(result, channels));
        }
      }
    }
  }

  private List<Optional<Channels>> states(Node node) {
    try {
      return STATES.apply(node.op(), new Flow(graph, node, known));
    } catch (IrException e) {
      throw new IrException("%%%s: %s", node.result(), e.getMessage());
    }
  }

  /** The channels of a value; empty where no axis is known to count channels. */
  Optional<Channels> of(String value) {
    return Optional.ofNullable(known.get(value));
  }

  /** The channels of an operand as its node counts them. */
  Optional<Channels> of(Node node, int operand) {
    return new OperandChannels(graph, node, known).of(operand);
  }

  Map<String, Channels> all() {
    return known;
  }

  private static OpSwitch<Flow, List<Optional<Channels>>> states() {
    OpSwitch.Builder<Flow, List<Optional<Channels>>> cases = OpSwitch.over();
    cases.on(Pointwise.class, one(ElementStates::pointwise));
    cases.on(Elementwise.class, one(ElementStates::elementwise));
    cases.on(Reduction.class, one(ReductionStates::of));
    cases.on(AveragePool.class, one(SpaceStates::averagePool));
    cases.on(BatchNormalization.class, one(NormStates::batchNormalization));
    cases.on(ChannelMask.class, one(ElementStates::mask));
    cases.on(InstanceNormalization.class, one(NormStates::instanceNormalization));
    cases.on(Where.class, one(ElementStates::where));
    cases.on(MaxPool.class, one(SpaceStates::maxPool));
    cases.on(Resize.class, one(SpaceStates::resize));
    cases.on(Identity.class, one((op, flow) -> flow.channels(0)));
    cases.on(Cast.class, one(ChannelAnalysis::cast));
    cases.on(
        List.of(Conv.class, ConvTranspose.class),
        one((op, flow) -> LinearStates.convolution(flow)));
    cases.on(Gemm.class, one(LinearStates::gemm));
    cases.on(MatMul.class, one(LinearStates::matMul));
    cases.on(Concat.class, one(LayoutStates::concat));
    cases.on(Split.class, LayoutStates::split);
    cases.on(Slice.class, one(LayoutStates::slice));
    cases.on(IndexSelect.class, one(LayoutStates::indexSelect));
    cases.on(Gather.class, one(LayoutStates::gather));
    cases.on(Transpose.class, one(LayoutStates::transpose));
    cases.on(Reshape.class, one(ReshapeStates::reshape));
    cases.on(Expand.class, one(LayoutStates::expand));
    cases.on(Pad.class, one(PadStates::pad));
    cases.on(DepthToSpace.class, one(SpaceStates::depthToSpace));
    cases.on(SpaceToDepth.class, one(SpaceStates::spaceToDepth));
    cases.on(LayerNormalization.class, one(NormStates::layerNormalization));
    cases.on(Softmax.class, one((op, flow) -> NormStates.softmax(op, op.axis(), flow)));
    cases.on(LogSoftmax.class, one((op, flow) -> NormStates.softmax(op, op.axis(), flow)));
    cases.on(Tile.class, one(LayoutStates::tile));
    cases.on(
        List.of(ArgMax.class, Choice.class, Opaque.class, Shape.class), (op, flow) -> List.of());
    return cases.build();
  }

  private static <O extends Op> BiFunction<O, Flow, List<Optional<Channels>>> one(
      BiFunction<O, Flow, Optional<Channels>> single) {
    return (op, flow) -> List.of(single.apply(op, flow));
  }

  private static Optional<Channels> cast(Cast op, Flow flow) {
    ElementType from = flow.type(0).element();
    boolean exact = op.to().isFloat() && (from.isFloat() || from == ElementType.BOOL);
    return exact ? flow.channels(0) : NormStates.live(flow);
  }
}
