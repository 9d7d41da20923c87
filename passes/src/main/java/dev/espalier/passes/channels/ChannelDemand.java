package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
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
import dev.espalier.ir.op.Mul;
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
import java.util.Optional;
import java.util.function.BiFunction;

/** Which channels of every value can reach an output of the graph; found from the outputs back. */
final class ChannelDemand {
  private static final OpSwitch<Reader, Void> READS = reads();

  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final Map<String, boolean[]> demanded = new HashMap<>();

  ChannelDemand(Graph graph, ChannelAnalysis analysis) {
    this.graph = graph;
    this.analysis = analysis;
    analysis.all().forEach((value, channels) -> demanded.put(value, new boolean[channels.count()]));
    graph.outputs().forEach(this::demandAll);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      READS.apply(node.op(), new Reader(node));
    }
  }

  /** Whether a channel of a value with known channels can reach an output. */
  boolean reaches(String value, int channel) {
    return demanded.get(value)[channel];
  }

  private void demandAll(String value) {
    boolean[] own = demanded.get(value);
    if (own != null) {
      Arrays.fill(own, true);
    }
  }

  /** One node, and which channels of its results are demanded. */
  private final class Reader {
    private final Node node;

    Reader(Node node) {
      this.node = node;
    }

    Optional<Channels> channels(int operand) {
      return node.operand(operand).flatMap(analysis::of);
    }

    Optional<boolean[]> wanted(int result) {
      return Optional.ofNullable(demanded.get(node.results().get(result)));
    }

    Optional<Tensor> constant(int operand) {
      return graph.constant(node, operand);
    }

    TensorType type(int operand) {
      return graph.type(node.operand(operand).orElseThrow());
    }

    Flow flow() {
      return new Flow(graph, node, analysis.all());
    }

    void all() {
      node.operands().forEach(ChannelDemand.this::demandAll);
    }

    void all(int operand) {
      node.operand(operand).ifPresent(ChannelDemand.this::demandAll);
    }

    void want(int operand, int channel) {
      demanded.get(node.operand(operand).orElseThrow())[channel] = true;
    }

    /** Channel c of the operand is channel {@code offset + c} of a result. */
    void wantPart(int operand, boolean[] wanted, int offset) {
      Optional<Channels> own = channels(operand);
      for (int c = 0; own.isPresent() && c < own.get().count(); c++) {
        if (wanted[offset + c]) {
          want(operand, c);
        }
      }
    }

    /** The operand has the channels of the result, in order. */
    void wantSame(int operand) {
      Optional<boolean[]> wanted = wanted(0);
      Optional<Channels> own = channels(operand);
      if (own.isEmpty()) {
        return;
      }
      if (wanted.isEmpty() || wanted.get().length != own.get().count()) {
        all(operand);
      } else {
        wantPart(operand, wanted.get(), 0);
      }
    }
  }

  private static OpSwitch<Reader, Void> reads() {
    OpSwitch.Builder<Reader, Void> cases = OpSwitch.over();
    List<Class<? extends Op>> oneToOne =
        List.of(
            Pointwise.class,
            Reduction.class,
            AveragePool.class,
            MaxPool.class,
            BatchNormalization.class,
            InstanceNormalization.class,
            Resize.class,
            Identity.class,
            Cast.class,
            Expand.class,
            Gather.class,
            Transpose.class,
            Reshape.class);
    cases.on(oneToOne, read((op, r) -> r.wantSame(0)));
    List<Class<? extends Op>> everything =
        List.of(
            ArgMax.class,
            Choice.class,
            LayerNormalization.class,
            LogSoftmax.class,
            Opaque.class,
            Shape.class,
            Softmax.class,
            Tile.class);
    cases.on(everything, read((op, r) -> r.all()));
    cases.on(Elementwise.class, read(ChannelDemand::elementwise));
    cases.on(Where.class, read((op, r) -> broadcast(r, 3)));
    cases.on(ChannelMask.class, read(ChannelDemand::mask));
    cases.on(Conv.class, read((op, r) -> convolution(r, ConvWeights.of(op, r.flow()))));
    cases.on(ConvTranspose.class, read((op, r) -> convolution(r, ConvWeights.of(op, r.flow()))));
    cases.on(Gemm.class, read((op, r) -> matrix(r, op.transA() ? 0 : 1, op.transB() ? 1 : 0)));
    cases.on(MatMul.class, read(ChannelDemand::matMul));
    cases.on(Concat.class, read(ChannelDemand::concat));
    cases.on(Split.class, read(ChannelDemand::split));
    cases.on(Slice.class, read(ChannelDemand::slice));
    cases.on(IndexSelect.class, read((op, r) -> select(r, (int) op.axis(), op.indices())));
    cases.on(Pad.class, read(ChannelDemand::pad));
    cases.on(DepthToSpace.class, read(ChannelDemand::depthToSpace));
    cases.on(SpaceToDepth.class, read(ChannelDemand::spaceToDepth));
    return cases.build();
  }

  private interface Read<O> {
    void read(O op, Reader reader);
  }

  private static <O extends Op> BiFunction<O, Reader, Void> read(Read<O> body) {
    return (op, reader) -> {
      body.read(op, reader);
      return null;
    };
  }

  private static void elementwise(Elementwise op, Reader r) {
    if (!(op instanceof Mul)) {
      broadcast(r, 2);
      return;
    }
    Optional<Channels> layout = analysisOfResult(r);
    Optional<boolean[]> wanted = r.wanted(0);
    for (int i = 0; i < 2; i++) {
      if (layout.isEmpty() || wanted.isEmpty() || !isAligned(r, i, layout.get())) {
        r.all(i);
        continue;
      }
      ChannelState[] other = r.flow().aligned(1 - i, layout.get(), r.flow().result());
      for (int c = 0; c < other.length; c++) {
        if (wanted.get()[c] && !other[c].isZero()) {
          r.want(i, c);
        }
      }
    }
  }

  private static Optional<Channels> analysisOfResult(Reader r) {
    return r.flow().known(r.node.result());
  }

  private static boolean isAligned(Reader r, int operand, Channels layout) {
    int shift = r.flow().result().rank() - r.type(operand).rank();
    return r.channels(operand)
        .map(c -> c.moved(c.axes().stream().map(a -> a + shift).toList(), c.repeat()))
        .filter(c -> c.sameLayout(layout))
        .isPresent();
  }

  private static void broadcast(Reader r, int operands) {
    Optional<Channels> layout = analysisOfResult(r);
    for (int i = 0; i < operands; i++) {
      if (layout.isPresent() && isAligned(r, i, layout.get())) {
        r.wantSame(i);
      } else {
        r.all(i);
      }
    }
  }

  private static void mask(ChannelMask op, Reader r) {
    Optional<Channels> x = r.channels(0);
    Optional<Tensor> scores = r.constant(1);
    if (x.isEmpty() || scores.isEmpty() || !x.get().isPlain((int) op.axis())) {
      r.all(0);
      return;
    }
    boolean[] wanted = r.wanted(0).orElseThrow();
    double[] values = scores.get().toDoubles();
    for (int c = 0; c < values.length; c++) {
      if (wanted[c] && ChannelMask.passes(values[c])) {
        r.want(0, c);
      }
    }
  }

  private static void convolution(Reader r, Optional<ConvWeights> weights) {
    Optional<Channels> x = r.channels(0).filter(c -> c.isPlain(1));
    if (x.isEmpty() || weights.isEmpty()) {
      r.all();
      return;
    }
    boolean[] wanted = r.wanted(0).orElseThrow();
    boolean[] found = new boolean[x.get().count()];
    for (int row = 0; row < wanted.length; row++) {
      for (int c : wanted[row] ? weights.get().inputs(row) : new int[0]) {
        if (!found[c] && !weights.get().isZero(row, c)) {
          found[c] = true;
          r.want(0, c);
        }
      }
    }
  }

  private static void matrix(Reader r, int contracted, int weightAxis) {
    Optional<Channels> x = r.channels(0);
    Optional<Tensor> weight = r.constant(1).filter(w -> w.rank() == 2);
    Optional<boolean[]> wanted = r.wanted(0);
    boolean fits =
        x.isPresent()
            && weight.isPresent()
            && wanted.isPresent()
            && x.get().axes().equals(List.of(contracted))
            && wanted.get().length == weight.get().dim(1 - weightAxis);
    if (!fits) {
      r.all();
      return;
    }
    MatrixRows rows = new MatrixRows(weight.get(), weightAxis);
    for (int k = 0; k < rows.count(); k++) {
      double[] row = rows.read(k);
      for (int n = 0; n < row.length; n++) {
        if (row[n] != 0 && wanted.get()[n]) {
          r.want(0, k / x.get().repeat());
          break;
        }
      }
    }
  }

  private static void matMul(MatMul op, Reader r) {
    int rankA = r.type(0).rank();
    int rankB = r.type(1).rank();
    if (r.constant(1).isPresent()
        && rankB == 2
        && r.channels(0).filter(c -> c.axes().contains(rankA - 1)).isPresent()) {
      matrix(r, rankA - 1, 0);
      return;
    }
    contraction(r, 0, rankA - 1, 1, rankB - 2);
    contraction(r, 1, rankB - 2, 0, rankA - 1);
  }

  /** A channel that is summed over is wanted unless its partner in the other operand is zero. */
  private static void contraction(Reader r, int operand, int axis, int other, int otherAxis) {
    Optional<Channels> own = r.channels(operand);
    if (own.isEmpty() || !own.get().axes().contains(axis)) {
      if (own.isPresent() && r.type(operand).rank() == r.flow().result().rank()) {
        r.wantSame(operand);
      } else {
        r.all(operand);
      }
      return;
    }
    Optional<Channels> partner =
        r.channels(other)
            .filter(c -> c.count() == own.get().count() && c.repeat() == own.get().repeat())
            .filter(
                c ->
                    c.axes().stream()
                        .map(a -> a == otherAxis ? axis : a)
                        .toList()
                        .equals(own.get().axes()));
    for (int c = 0; c < own.get().count(); c++) {
      if (partner.isEmpty() || !partner.get().at(c).isZero()) {
        r.want(operand, c);
      }
    }
  }

  private static void concat(Concat op, Reader r) {
    Optional<Channels> result = analysisOfResult(r);
    Optional<boolean[]> wanted = r.wanted(0);
    int offset = 0;
    for (int i = 0; i < r.node.operands().size(); i++) {
      boolean plain = result.isPresent() && result.get().isPlain((int) op.axis());
      if (plain && r.channels(i).map(c -> c.isPlain((int) op.axis())).orElse(true)) {
        r.wantPart(i, wanted.orElseThrow(), offset);
      } else if (result.isPresent() && !result.get().axes().contains((int) op.axis())) {
        broadcast(r, r.node.operands().size());
        return;
      } else {
        r.all(i);
      }
      offset += plain ? (int) r.type(i).dim((int) op.axis()).value() : 0;
    }
  }

  private static void split(Split op, Reader r) {
    Optional<Channels> x = r.channels(0);
    if (x.isEmpty() || !x.get().isPlain((int) op.axis())) {
      r.all();
      return;
    }
    int offset = 0;
    for (int i = 0; i < op.sizes().size(); i++) {
      boolean[] wanted = i < r.node.results().size() ? demandedBy(r, i) : new boolean[0];
      for (int c = 0; c < wanted.length; c++) {
        if (wanted[c]) {
          r.want(0, offset + c);
        }
      }
      offset += op.sizes().get(i).intValue();
    }
  }

  private static boolean[] demandedBy(Reader r, int result) {
    return r.wanted(result).orElse(new boolean[0]);
  }

  private static void slice(Slice op, Reader r) {
    Optional<Channels> x = r.channels(0);
    if (x.isPresent() && op.axes().size() == 1 && x.get().isPlain(op.axes().get(0).intValue())) {
      select(r, op.axes().get(0).intValue(), op.positions(0, x.get().count()));
    } else {
      r.wantSame(0);
    }
  }

  private static void select(Reader r, int axis, List<Long> indices) {
    if (r.channels(0).filter(c -> c.isPlain(axis)).isEmpty()) {
      r.wantSame(0);
      return;
    }
    boolean[] wanted = r.wanted(0).orElseThrow();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
        r.want(0, indices.get(i).intValue());
      }
    }
  }

  private static void pad(Pad op, Reader r) {
    Optional<Channels> x = r.channels(0);
    Optional<boolean[]> wanted = r.wanted(0);
    boolean widened = x.isPresent() && wanted.isPresent() && wanted.get().length != x.get().count();
    if (widened && x.get().axes().size() == 1) {
      r.wantPart(0, wanted.get(), (int) op.begin(x.get().axes().get(0)));
    } else {
      r.wantSame(0);
    }
  }

  private static void depthToSpace(DepthToSpace op, Reader r) {
    boolean[] wanted = r.wanted(0).orElseThrow();
    int square = (int) (op.block() * op.block());
    for (int i = 0; r.channels(0).isPresent() && i < square * wanted.length; i++) {
      if (wanted[op.columnFirst() ? i / square : i % wanted.length]) {
        r.want(0, i);
      }
    }
  }

  private static void spaceToDepth(SpaceToDepth op, Reader r) {
    boolean[] wanted = r.wanted(0).orElseThrow();
    Optional<Channels> x = r.channels(0);
    for (int i = 0; x.isPresent() && i < wanted.length; i++) {
      if (wanted[i]) {
        r.want(0, i % x.get().count());
      }
    }
  }
}
