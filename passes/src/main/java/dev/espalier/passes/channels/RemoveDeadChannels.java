package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.passes.Pass;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Removes every channel that carries nothing from all values and weights of its coupled group, and
 * lets its constants live on in the cheapest exact form.
 *
 * <pre>
 *   %a = conv(%x, f32[8,3,3,3])           %m = conv(%x, f32[5,3,3,3])
 *   %m = channel_mask(%a, 3 of 8 off)     %y = conv(%m, f32[4,5,1,1])
 *   %y = conv(%m, f32[4,8,1,1])
 * </pre>
 *
 * <p>A value that is known as a whole becomes a constant before.
 *
 * <p>Equal to the input for every input on which all its intermediates are finite, up to rounding.
 */
public final class RemoveDeadChannels implements Pass {
  private final Consumer<Ledger> ledger;
  private final Function<Graph, CostModel> costs;

  public RemoveDeadChannels() {
    this(ledger -> {});
  }

  /**
   * @param ledger told what became of the dead channels, once per round
   */
  public RemoveDeadChannels(Consumer<Ledger> ledger) {
    this(ledger, CostModel::relativeTo);
  }

  /**
   * @param costs what the weights and the computation of a graph are worth
   */
  public RemoveDeadChannels(Consumer<Ledger> ledger, Function<Graph, CostModel> costs) {
    this.ledger = ledger;
    this.costs = costs;
  }

  /**
   * Costs are relative to the graph, so that a smaller one can have yet another channel removed.
   */
  @Override
  public Graph run(Graph graph) {
    return Pass.settled(this::cut).run(graph);
  }

  private Graph cut(Graph graph) {
    ChannelAnalysis states = new ChannelAnalysis(graph);
    Graph replaced = ReplaceKnownValues.run(graph, states);
    if (replaced != graph || isAllLive(graph, states)) {
      return replaced;
    }
    Graph unshared = new UnshareVectors().run(graph);
    RemovalPlan plan = RemovalPlan.of(unshared, CoupledGroups.of(unshared), costs.apply(unshared));
    Graph cut = plan.removal().removesAnything() ? plan.cut() : graph;
    ledger.accept(plan.ledger());
    return cut;
  }

  /** Whether there is nothing to remove, and no channel to account for. */
  private static boolean isAllLive(Graph graph, ChannelAnalysis analysis) {
    return Ledger.ofMasks(graph).entries().isEmpty()
        && new DeadPositions(graph, analysis, new ChannelDemand(graph, analysis)).isEmpty();
  }
}
