package dev.espalier.tflite.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.IrPrinter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignLayoutTest {
  private static final int NODES = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noAssignmentOfFlowsMovesFewerBytes(long seed) {
    for (int i = 0; i < 12; i++) {
      Graph graph = RandomNet.of(1000 * seed + i, NODES);
      for (boolean imagesLast : new boolean[] {true, false}) {
        long found = bytes(graph, AssignLayout.of(graph, imagesLast));
        FlowChoices choices = new FlowChoices(graph, imagesLast);
        for (int flows = 0; flows < 1 << NODES; flows++) {
          int bits = flows;
          long other =
              bytes(graph, choices.layout(n -> (bits >> n & 1) == 0 ? Flow.GRAPH : Flow.ARRIVING));
          assertThat(found).as(IrPrinter.print(graph)).isLessThanOrEqualTo(other);
        }
      }
    }
  }

  /** The bytes of all values in all orders in which they are needed but not made. */
  private static long bytes(Graph graph, Layout layout) {
    Map<String, AxisOrder> made = new HashMap<>(layout.inputs());
    Map<String, Set<AxisOrder>> needed = new HashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      NodeOrders orders = layout.nodes().get(i);
      for (int k = 0; k < node.operands().size(); k++) {
        String operand = node.operands().get(k);
        Optional<AxisOrder> order = orders.operands().get(k);
        order.ifPresent(o -> needed.computeIfAbsent(operand, v -> new HashSet<>()).add(o));
      }
      made.put(node.result(), orders.results().get(0));
    }
    layout.outputs().forEach((v, o) -> needed.computeIfAbsent(v, n -> new HashSet<>()).add(o));
    return made.keySet().stream()
        .mapToLong(v -> bytes(graph.type(v), made.get(v), needed.getOrDefault(v, Set.of())))
        .sum();
  }

  private static long bytes(TensorType type, AxisOrder made, Set<AxisOrder> needed) {
    long size = type.elements().value() * type.element().bytes();
    return needed.stream().filter(order -> !made.storesLike(order, type.shape())).count() * size;
  }
}
