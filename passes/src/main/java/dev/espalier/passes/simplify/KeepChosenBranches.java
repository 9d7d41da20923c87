package dev.espalier.passes.simplify;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Readers of a choice read the branch of its greatest logit; what only the other branches need is
 * dropped.
 *
 * <pre>
 * %c = choice(%a, %b, %x, f32[3]=[0.1, 2, 0.3])
 * %y = relu(%c)                                  |  %y = relu(%b)
 * </pre>
 *
 * Among equal logits the branch is kept that the choice says. Not if the logits are not constant.
 * Logits that are not finite are an {@link IrException}.
 */
public final class KeepChosenBranches implements Rule<Choice> {
  /** What became of one choice; branches are named by their values. */
  public record Chosen(String name, String kept, List<String> dropped) {}

  private final Consumer<Chosen> listener;

  public KeepChosenBranches() {
    this(chosen -> {});
  }

  public KeepChosenBranches(Consumer<Chosen> listener) {
    this.listener = listener;
  }

  @Override
  public Class<Choice> root() {
    return Choice.class;
  }

  @Override
  public Outcome apply(Match match, Choice op) {
    Graph graph = match.graph();
    Node node = match.node();
    List<String> branches = new ArrayList<>(node.operands());
    String logits = branches.remove(branches.size() - 1);
    Optional<Tensor> constant = graph.constant(logits);
    if (constant.isEmpty()) {
      return match.refuse("the logits %%%s are not constant", logits);
    }
    if (!Arrays.stream(constant.get().toDoubles()).allMatch(Double::isFinite)) {
      throw new IrException(
          "the logits %%%s are %s, finite numbers are needed",
          logits, Arrays.toString(constant.get().toDoubles()));
    }
    int kept = ChoiceResolver.resolve(graph, node, constant.get());
    String branch = branches.remove(kept);
    listener.accept(new Chosen(node.result(), branch, List.copyOf(branches)));
    return match.forward(branch);
  }
}
