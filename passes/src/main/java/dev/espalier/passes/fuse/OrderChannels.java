package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.channels.ValueAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Indices are selected in ascending order where weights behind them can be put in that order, so
 * that channel shuffles (Zhang et al.: ShuffleNet, 2018, section 3.1) move nothing.
 *
 * <pre>
 * %s = index_select(%a) {axis=1, indices=[0,2,1,3]}  // %a: f32[N,4,H,W]
 * %r = relu(%s)
 * %y = conv(%r, %w)
 *    |  %s = index_select(%a) {axis=1, indices=[0,1,2,3]}
 *       %r = relu(%s)
 *       %y = conv(%r, %w.ordered)
 * </pre>
 *
 * Not if a reader, at any distance, needs the order as it is: an output, a sum of two values, an
 * operator that works along the axis.
 */
public final class OrderChannels implements Pass {
  @Override
  public Graph run(Graph graph) {
    return new Run(graph).result();
  }

  /** One run; an order tells for each new index the old one. */
  private static final class Run {
    private final Graph graph;
    private final Rebuild rebuild;
    private final Set<ValueAxis> free = new HashSet<>();
    private final Map<String, Integer> axes = new HashMap<>();
    private final Map<String, int[]> orders = new HashMap<>();

    Run(Graph graph) {
      this.graph = graph;
      this.rebuild = new Rebuild(graph);
      if (graph.nodes().stream().anyMatch(node -> node.op() instanceof IndexSelect)) {
        findFree();
      }
    }

    Graph result() {
      graph.nodes().forEach(node -> rebuild.node(ordered(node)));
      return orders.isEmpty() ? graph : rebuild.build();
    }

    private Node ordered(Node node) {
      if (node.op() instanceof IndexSelect select && chooses(select, node.input())) {
        return choose(node, select);
      } else if (node.op() instanceof Concat) {
        join(node);
        return node;
      }
      for (String operand : node.operands()) {
        if (orders.containsKey(operand)) {
          return pass(node, operand);
        }
      }
      return node;
    }

    /** Whether the order of the operand, if it has one, is that of the selected axis. */
    private boolean chooses(IndexSelect select, String operand) {
      return axes.getOrDefault(operand, (int) select.axis()) == select.axis();
    }

    private Node choose(Node node, IndexSelect select) {
      int[] before = orders.getOrDefault(node.input(), new int[0]);
      Map<Integer, Integer> places = new HashMap<>();
      IntStream.range(0, before.length).forEach(i -> places.put(before[i], i));
      List<Long> indices =
          select.indices().stream()
              .map(i -> (long) places.getOrDefault(i.intValue(), i.intValue()))
              .toList();
      int[] order =
          IntStream.range(0, indices.size())
              .boxed()
              .sorted(Comparator.comparing(indices::get))
              .mapToInt(i -> i)
              .toArray();
      int axis = (int) select.axis();
      if (isSorted(order) || !free.contains(new ValueAxis(node.result(), axis))) {
        return node.withOp(new IndexSelect(axis, indices));
      }
      put(node.result(), axis, order);
      return node.withOp(
          new IndexSelect(axis, IntStream.of(order).mapToObj(indices::get).toList()));
    }

    private static boolean isSorted(int[] order) {
      return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    }

    private void join(Node node) {
      if (node.operands().stream().noneMatch(orders::containsKey)) {
        return;
      }
      int axis = (int) ((Concat) node.op()).axis();
      IntStream.Builder order = IntStream.builder();
      int offset = 0;
      for (String operand : node.operands()) {
        int size = Math.toIntExact(graph.type(operand).dim(axis).value());
        int[] own = orders.getOrDefault(operand, IntStream.range(0, size).toArray());
        for (int index : own) {
          order.add(offset + index);
        }
        offset += size;
      }
      put(node.result(), axis, order.build().toArray());
    }

    private Node pass(Node node, String operand) {
      ValueAxis from = new ValueAxis(operand, axes.get(operand));
      Passage passage = Passage.of(graph, node, from);
      int[] order = orders.get(operand);
      List<String> operands = new ArrayList<>(node.operands());
      new TreeMap<>(passage.constants())
          .forEach((i, axis) -> operands.set(i, constant(operands.get(i), axis, order)));
      if (passage.kind() == Passage.Kind.CARRIED) {
        put(node.result(), from.axis(), order);
      }
      return node.withOperands(operands);
    }

    private String constant(String name, int axis, int[] order) {
      Tensor ordered = graph.constants().get(name).select(axis, order);
      String fresh = rebuild.fresh(name + ".ordered");
      rebuild.constant(fresh, ordered);
      return fresh;
    }

    private void put(String value, int axis, int[] order) {
      axes.put(value, axis);
      orders.put(value, order);
    }

    /**
     * Finds the axes behind which everything can be put in another order, from the outputs back.
     */
    private void findFree() {
      for (int i = graph.nodes().size() - 1; i >= 0; i--) {
        for (String result : graph.nodes().get(i).results()) {
          int rank = graph.isOutput(result) || result.isEmpty() ? 0 : graph.type(result).rank();
          for (int a = 0; a < rank; a++) {
            ValueAxis axis = new ValueAxis(result, a);
            if (graph.users(result).stream().allMatch(user -> passes(user, axis))) {
              free.add(axis);
            }
          }
        }
      }
    }

    private boolean passes(Node node, ValueAxis axis) {
      Passage passage = Passage.of(graph, node, axis);
      return switch (passage.kind()) {
        case FIXED -> false;
        case ABSORBED, CHOSEN -> true;
        case CARRIED, JOINED -> free.contains(new ValueAxis(node.result(), axis.axis()));
      };
    }
  }
}
