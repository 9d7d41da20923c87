package dev.espalier.passes.channels;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Which channels of every value can reach an output of the graph; found from the outputs back. What
 * is known of a result without its operands demands nothing of them: a product with a zero, a
 * quotient of it, a masked channel.
 */
final class ChannelDemand {
  private static final OpSwitch<DemandReader, Void> READS = reads();

  private final Map<String, boolean[]> demanded = new HashMap<>();

  ChannelDemand(Graph graph, ChannelAnalysis analysis) {
    analysis.all().forEach((value, channels) -> demanded.put(value, new boolean[channels.count()]));
    graph.outputs().forEach(this::demandAll);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      READS.apply(node.op(), new DemandReader(graph, node, analysis, demanded));
    }
  }

  /** Which channels of a value with known channels can reach an output. */
  boolean[] reaching(String value) {
    return demanded.get(value);
  }

  private void demandAll(String value) {
    boolean[] own = demanded.get(value);
    if (own != null) {
      Arrays.fill(own, true);
    }
  }

  private static OpSwitch<DemandReader, Void> reads() {
    OpSwitch.Builder<DemandReader, Void> cases = OpSwitch.over();
    List<Class<? extends Op>> oneToOne =
        List.of(
            Pointwise.class,
            Reduction.class,
            AveragePool.class,
            MaxPool.class,
            Resize.class,
            Identity.class,
            Cast.class,
            Expand.class,
            Gather.class,
            Transpose.class);
    cases.on(oneToOne, read((op, r) -> same(r)));
    cases.on(Reshape.class, read(LayoutDemand::reshape));
    cases.on(
        List.of(BatchNormalization.class, InstanceNormalization.class),
        read((op, r) -> normalisation(r)));
    List<Class<? extends Op>> everything =
        List.of(ArgMax.class, Choice.class, Opaque.class, Shape.class);
    cases.on(everything, read((op, r) -> r.all()));
    cases.on(Softmax.class, read((op, r) -> along(r, op.axis(), op.axis())));
    cases.on(LogSoftmax.class, read((op, r) -> along(r, op.axis(), op.axis())));
    cases.on(
        LayerNormalization.class,
        read((op, r) -> along(r, op.axis(), (long) r.type(0).rank() - 1)));
    cases.on(Elementwise.class, read((op, r) -> r.wantBroadcast(2)));
    cases.on(Where.class, read((op, r) -> r.wantBroadcast(3)));
    cases.on(ChannelMask.class, read(ChannelDemand::mask));
    cases.on(
        List.of(Conv.class, ConvTranspose.class), read((op, r) -> LinearDemand.convolution(r)));
    cases.on(Gemm.class, read(LinearDemand::gemm));
    cases.on(MatMul.class, read(LinearDemand::matMul));
    cases.on(Concat.class, read(LayoutDemand::concat));
    cases.on(Split.class, read(LayoutDemand::split));
    cases.on(Slice.class, read(LayoutDemand::slice));
    cases.on(
        IndexSelect.class, read((op, r) -> LayoutDemand.select(r, (int) op.axis(), op.indices())));
    cases.on(Pad.class, read(LayoutDemand::pad));
    cases.on(Tile.class, read(LayoutDemand::tile));
    cases.on(DepthToSpace.class, read(LayoutDemand::depthToSpace));
    cases.on(SpaceToDepth.class, read(LayoutDemand::spaceToDepth));
    return cases.build();
  }

  private interface Read<O> {
    void read(O op, DemandReader reader);
  }

  private static <O extends Op> BiFunction<O, DemandReader, Void> read(Read<O> body) {
    return (op, reader) -> {
      body.read(op, reader);
      return null;
    };
  }

  /** The channels of the first operand are those of the result; other operands are parameters. */
  private static void same(DemandReader r) {
    r.wantSame(0);
    r.allFrom(1);
  }

  /** The operator mixes what lies along some axes; channels that other axes count stay apart. */
  private static void along(DemandReader r, long from, long to) {
    boolean mixed =
        r.channels(0)
            .filter(c -> c.axes().stream().anyMatch(axis -> axis >= from && axis <= to))
            .isPresent();
    if (mixed) {
      r.all();
    } else {
      same(r);
    }
  }

  private static void normalisation(DemandReader r) {
    if (r.channels(0).filter(c -> c.isPlain(1)).isPresent()) {
      same(r);
    } else {
      r.all();
    }
  }

  private static void mask(ChannelMask op, DemandReader r) {
    if (r.channels(0).filter(c -> c.isPlain((int) op.axis())).isPresent()) {
      same(r);
    } else {
      r.all();
    }
  }
}
