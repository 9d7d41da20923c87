package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Choice;
import dev.espalier.passes.Rebuild;
import java.util.List;

/**
 * The supernet as a search runs it: every branch of a choice is computed, and they are added up.
 *
 * <pre>
 *   %c = choice(%a, %b, %x, %logits)   |   %c.sum1 = add(%a, %b)
 *                                      |   %c = add(%c.sum1, %x)
 * </pre>
 */
final class AddedBranches {
  private AddedBranches() {}

  static Graph of(Graph supernet) {
    Rebuild rebuild = new Rebuild(supernet);
    for (Node node : supernet.nodes()) {
      if (node.op() instanceof Choice) {
        add(supernet, node, rebuild);
      } else {
        rebuild.node(node);
      }
    }
    return rebuild.build();
  }

  private static void add(Graph supernet, Node choice, Rebuild rebuild) {
    int branches = choice.operands().size() - 1;
    String sum = choice.operands().get(0);
    for (int b = 1; b < branches; b++) {
      String result = b == branches - 1 ? choice.result() : free(supernet, choice.result(), b);
      rebuild.node(Node.of(new Add(), List.of(sum, choice.operands().get(b)), result));
      sum = result;
    }
    if (branches == 1) {
      rebuild.forward(choice.result(), sum);
    }
  }

  private static String free(Graph supernet, String choice, int branch) {
    String name = choice + ".sum" + branch;
    while (supernet.has(name)) {
      name += ".";
    }
    return name;
  }
}
