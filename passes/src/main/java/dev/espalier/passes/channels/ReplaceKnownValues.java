package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Expand;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces a value that does not depend on the input, where an operator whose result does depend on
 * it reads the value, by a constant.
 *
 * <pre>
 *   %m = channel_mask(%a, all off)
 *   %y = add(%x, %m)                     %y = add(%x, f32[1,8,1,1])
 * </pre>
 *
 * <p>Not where the constant would need a size that is not known, or more than {@value #MOST}
 * elements.
 */
public final class ReplaceKnownValues implements Pass {
  static final long MOST = 1 << 20;

  @Override
  public Graph run(Graph graph) {
    return run(graph, new ChannelAnalysis(graph));
  }

  static Graph run(Graph graph, ChannelAnalysis analysis) {
    Sweep sweep = new Sweep(graph, analysis);
    graph.nodes().forEach(sweep::visit);
    return sweep.changed ? sweep.rebuild.build() : graph;
  }

  private static final class Sweep {
    private final Graph graph;
    private final ChannelAnalysis analysis;
    private final Rebuild rebuild;
    private final Map<String, String> broadcast = new HashMap<>();
    private final Map<String, String> full = new HashMap<>();
    private boolean changed;

    Sweep(Graph graph, ChannelAnalysis analysis) {
      this.graph = graph;
      this.analysis = analysis;
      this.rebuild = new Rebuild(graph);
    }

    void visit(Node node) {
      if (isKnown(node.result())) {
        visitKnown(node);
        return;
      }
      List<String> operands = new ArrayList<>(node.operands());
      for (int i = 0; i < operands.size(); i++) {
        String operand = operands.get(i);
        if (isKnown(operand) && graph.producer(operand).isPresent()) {
          operands.set(i, constant(node, i).orElse(operand));
        }
      }
      changed |= !operands.equals(node.operands());
      rebuild.node(operands.equals(node.operands()) ? node : node.withOperands(operands));
    }

    /** Only an output keeps a known value; its node becomes a broadcast constant. */
    private void visitKnown(Node node) {
      boolean small = node.op() instanceof Expand && graph.constant(node.input()).isPresent();
      if (!graph.isOutput(node.result()) || node.results().size() > 1 || small) {
        rebuild.node(node);
        return;
      }
      String constant = broadcast(node.result());
      Expand expand = new Expand(graph.type(node.result()).dims());
      rebuild.node(new Node(node.label(), expand, List.of(constant), node.results()));
      changed = true;
    }

    private boolean isKnown(String value) {
      return analysis
          .of(value)
          .filter(c -> c.isAllKnown() && c.axes().size() == 1)
          .filter(c -> graph.type(value).element().isFloat())
          .isPresent();
    }

    private Optional<String> constant(Node node, int position) {
      String operand = node.operands().get(position);
      if (node.op() instanceof Elementwise && spans(node, 1 - position)) {
        return Optional.of(broadcast(operand));
      }
      TensorType type = graph.type(operand);
      boolean small = type.isStatic() && type.elements().value() <= MOST;
      return small && !(node.op() instanceof Concat)
          ? Optional.of(full(operand))
          : Optional.empty();
    }

    /** Whether an operand that stays as it is has the type of the result. */
    private boolean spans(Node node, int position) {
      return !isKnown(node.operands().get(position))
          && graph
              .type(node.operands().get(position))
              .dims()
              .equals(graph.type(node.result()).dims());
    }

    private String broadcast(String value) {
      return broadcast.computeIfAbsent(value, v -> add(v, "known", known(v)));
    }

    private String full(String value) {
      return full.computeIfAbsent(
          value,
          v -> {
            Expand expand = new Expand(graph.type(value).dims());
            Tensor wide = Flow.evaluate(expand, known(value));
            ElementType element = graph.type(value).element();
            return add(value, "full", Tensor.of(element, wide.shape(), wide.toDoubles()));
          });
    }

    private String add(String value, String hint, Tensor tensor) {
      String name = rebuild.fresh(value + "." + hint);
      rebuild.constant(name, tensor);
      return name;
    }

    /** The value with size 1 along the axes on which it does not vary. */
    private Tensor known(String value) {
      Channels channels = analysis.of(value).orElseThrow();
      TensorType type = graph.type(value);
      int axis = channels.axes().get(0);
      Expand each = new Expand(common(channels, type.rank(), axis));
      List<Tensor> parts = new ArrayList<>();
      for (ChannelState state : channels.states()) {
        parts.add(Flow.evaluate(each, state.tensor(type.rank())));
      }
      Tensor joined =
          parts.size() == 1
              ? parts.get(0)
              : Flow.evaluate(new Concat(axis), parts.toArray(Tensor[]::new));
      return Tensor.of(type.element(), joined.shape(), joined.toDoubles());
    }

    /** The shape of one channel in which the states of all fit; 1 where none of them varies. */
    private static List<Dim> common(Channels channels, int rank, int axis) {
      List<Dim> shape = new ArrayList<>(Collections.nCopies(rank, Dim.of(1)));
      for (ChannelState state : channels.states()) {
        Tensor map = state.tensor(rank);
        for (int i = 0; i < rank; i++) {
          shape.set(i, Dim.of(Math.max(shape.get(i).value(), map.dim(i))));
        }
      }
      shape.set(axis, Dim.of(channels.repeat()));
      return shape;
    }
  }
}
