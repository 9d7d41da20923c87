package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Axis;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.op.Ties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the relations of all nodes of a graph, and the pins at its rim. */
final class CollectRelations {
  private final Graph graph;
  private final List<Relation> relations = new ArrayList<>();

  private CollectRelations(Graph graph) {
    this.graph = graph;
  }

  static List<Relation> of(Graph graph) {
    CollectRelations collector = new CollectRelations(graph);
    graph.inputs().keySet().forEach(input -> collector.pinAll(input, Reason.GRAPH_INPUT));
    graph.outputs().forEach(output -> collector.pinAll(output, Reason.GRAPH_OUTPUT));
    for (Node node : graph.nodes()) {
      NodeTies ties = collector.new NodeTies(node);
      node.op().tie(ties);
      ties.pinUnmentioned();
    }
    return collector.relations;
  }

  private void pinAll(String value, Reason reason) {
    for (int i = 0; i < graph.type(value).rank(); i++) {
      relations.add(new Relation.Pin(new ValueAxis(value, i), reason, value));
    }
  }

  private final class NodeTies implements Ties {
    private final Node node;
    private final Set<ValueAxis> mentioned = new HashSet<>();

    NodeTies(Node node) {
      this.node = node;
    }

    @Override
    public int operands() {
      return node.operands().size();
    }

    @Override
    public boolean has(int operand) {
      return node.operand(operand).isPresent();
    }

    @Override
    public TensorType operand(int position) {
      return graph.type(node.operand(position).orElseThrow());
    }

    @Override
    public TensorType result(int position) {
      String result = node.results().get(position);
      return result.equals(Node.ABSENT) ? TensorType.UNKNOWN : graph.type(result);
    }

    /** An unused result has no axes worth tying. */
    private boolean isUnused(Axis axis) {
      return ValueAxis.of(node, axis).isEmpty();
    }

    private ValueAxis at(Axis axis) {
      ValueAxis found = ValueAxis.of(node, axis).orElseThrow();
      mentioned.add(found);
      return found;
    }

    private List<ValueAxis> at(List<Axis> axes) {
      return axes.stream().map(this::at).toList();
    }

    @Override
    public void same(Axis a, Axis b) {
      if (!isUnused(a) && !isUnused(b)) {
        relations.add(new Relation.Same(at(a), at(b)));
      } else {
        free(isUnused(a) ? b : a);
      }
    }

    @Override
    public void part(Axis part, Axis whole, long offset) {
      if (!isUnused(part) && !isUnused(whole)) {
        relations.add(new Relation.Part(at(part), at(whole), offset));
      } else {
        free(isUnused(part) ? whole : part);
      }
    }

    @Override
    public void product(List<Axis> a, List<Axis> b) {
      relations.add(new Relation.Product(at(a), at(b)));
    }

    @Override
    public void outer(Axis outer, Axis whole) {
      relations.add(new Relation.Outer(at(outer), at(whole)));
    }

    @Override
    public void inner(Axis inner, Axis whole) {
      relations.add(new Relation.Inner(at(inner), at(whole)));
    }

    @Override
    public void select(Axis from, Axis to, List<Long> indices) {
      relations.add(new Relation.Select(at(from), at(to), indices));
    }

    @Override
    public void blocks(long count, List<Axis> axes) {
      relations.add(new Relation.Blocks(count, at(axes), node.result()));
    }

    @Override
    public void free(Axis axis) {
      if (!isUnused(axis)) {
        at(axis);
      }
    }

    @Override
    public void pin(Axis axis, Reason reason) {
      if (!isUnused(axis)) {
        relations.add(new Relation.Pin(at(axis), reason, node.result()));
      }
    }

    @Override
    public void pinDigit(Axis axis, long inner, long size) {
      if (!isUnused(axis)) {
        relations.add(new Relation.PinFactors(at(axis), inner, inner * size, node.result()));
      }
    }

    void pinUnmentioned() {
      node.operands().forEach(this::pinUnmentioned);
      node.results().forEach(this::pinUnmentioned);
    }

    private void pinUnmentioned(String value) {
      if (value.equals(Node.ABSENT)) {
        return;
      }
      for (int i = 0; i < graph.type(value).rank(); i++) {
        ValueAxis axis = new ValueAxis(value, i);
        if (mentioned.add(axis)) {
          relations.add(new Relation.Pin(axis, Reason.FIXED_AXIS, node.result()));
        }
      }
    }
  }
}
