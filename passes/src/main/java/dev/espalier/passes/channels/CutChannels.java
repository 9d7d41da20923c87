package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Axis;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Kept;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Rebuild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cuts removed indices out of every constant and every operator of a graph. */
final class CutChannels {
  private final Graph graph;
  private final Removal removal;
  private final AbsorbConstants absorb;
  private final RewriteLinear rewriteLinear;
  private final Map<ValueAxis, Boolean> cut = new HashMap<>();
  private final Map<ValueAxis, int[]> left = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();

  CutChannels(Graph graph, ChannelAnalysis analysis, Removal removal, AbsorbConstants absorb) {
    this.graph = graph;
    this.removal = removal;
    this.absorb = absorb;
    this.rewriteLinear = new RewriteLinear(graph, analysis, removal, absorb, this::cut);
  }

  Graph run() {
    Rebuild rebuild = new Rebuild(graph);
    Map<String, LinearReader> readers = new HashMap<>();
    absorb.readers().forEach(reader -> readers.put(reader.node().result(), reader));
    for (Node node : graph.nodes()) {
      if (vanishes(node)) {
        continue;
      }
      Node small = withoutEmpty(node.withOp(keep(node)));
      LinearReader reader = readers.get(node.result());
      if (reader == null) {
        rebuild.node(small);
      } else {
        rewriteLinear.rewrite(reader, small, rebuild);
      }
    }
    graph.constants().keySet().stream()
        .filter(name -> isCut(name) && !isEmpty(name))
        .forEach(name -> rebuild.constant(name, cut(name)));
    return rebuild.build();
  }

  private Op keep(Node node) {
    boolean touched =
        node.operands().stream().anyMatch(this::isCut)
            || node.results().stream().anyMatch(this::isCut);
    return touched ? node.op().keep(new NodeKept(node)) : node.op();
  }

  private boolean vanishes(Node node) {
    return node.results().stream().allMatch(r -> r.equals(Node.ABSENT) || isEmpty(r));
  }

  /** Empty parts leave a concat and a split; no other operator joins or makes several values. */
  private Node withoutEmpty(Node node) {
    if (node.op() instanceof Concat) {
      return node.withOperands(node.operands().stream().filter(o -> !isEmpty(o)).toList());
    }
    if (node.op() instanceof Split split && split.sizes().contains(0L)) {
      List<String> results = new ArrayList<>();
      for (int i = 0; i < split.sizes().size(); i++) {
        if (split.sizes().get(i) > 0) {
          results.add(i < node.results().size() ? node.results().get(i) : Node.ABSENT);
        }
      }
      List<Long> sizes = split.sizes().stream().filter(size -> size > 0).toList();
      return new Node(node.label(), new Split(split.axis(), sizes), node.operands(), results);
    }
    return node;
  }

  private boolean isEmpty(String value) {
    return !value.equals(Node.ABSENT)
        && axes(value).stream().anyMatch(axis -> isCut(axis) && left(axis).length == 0);
  }

  private boolean isCut(String value) {
    return !value.equals(Node.ABSENT) && axes(value).stream().anyMatch(this::isCut);
  }

  private boolean isCut(ValueAxis axis) {
    return cut.computeIfAbsent(axis, removal::isCut);
  }

  private List<ValueAxis> axes(String value) {
    List<ValueAxis> axes = new ArrayList<>();
    for (int i = 0; i < graph.type(value).rank(); i++) {
      axes.add(new ValueAxis(value, i));
    }
    return axes;
  }

  private int[] left(ValueAxis axis) {
    return left.computeIfAbsent(axis, removal::left);
  }

  /** A constant without what was removed. */
  private Tensor cut(String name) {
    return constants.computeIfAbsent(
        name,
        n -> {
          Tensor tensor = graph.constants().get(n);
          for (ValueAxis axis : axes(n)) {
            tensor = isCut(axis) ? tensor.select(axis.axis(), left(axis)) : tensor;
          }
          return tensor;
        });
  }

  private final class NodeKept implements Kept {
    private final Node node;

    NodeKept(Node node) {
      this.node = node;
    }

    private Optional<ValueAxis> at(Axis axis) {
      return ValueAxis.of(node, axis);
    }

    @Override
    public int[] indices(Axis axis) {
      return at(axis)
          .filter(a -> isCut(a))
          .map(a -> left(a))
          .orElseGet(() -> IntStream.range(0, Math.toIntExact(size(axis))).toArray());
    }

    @Override
    public long size(Axis axis) {
      return at(axis).map(a -> graph.type(a.value()).dim(a.axis()).value()).orElse(0L);
    }

    @Override
    public int rank(int result) {
      return graph.type(node.results().get(result)).rank();
    }

    @Override
    public boolean cut(Axis axis) {
      return at(axis).filter(a -> isCut(a)).isPresent();
    }
  }
}
