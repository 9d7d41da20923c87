package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;

/**
 * What is to be removed from a graph, settled: what remains of the removed channels has a form
 * everywhere.
 *
 * @param analysis what is known of every channel
 * @param dead the positions that carry nothing
 * @param removal the groups that go
 * @param absorb the forms in which their constants live on
 */
record RemovalPlan(
    Graph graph,
    ChannelAnalysis analysis,
    DeadPositions dead,
    Removal removal,
    AbsorbConstants absorb) {
  static RemovalPlan of(Graph graph, CoupledGroups groups, CostModel costs) {
    ChannelAnalysis analysis = new ChannelAnalysis(graph);
    ChannelDemand demand = new ChannelDemand(graph, analysis);
    DeadPositions dead = new DeadPositions(graph, analysis, demand);
    Removal removal = new Removal(graph, groups, dead);
    AbsorbConstants absorb = new AbsorbConstants(graph, analysis, removal, costs);
    RemovalPlan plan = new RemovalPlan(graph, analysis, dead, removal, absorb);
    plan.settle();
    return plan;
  }

  private void settle() {
    KeepOperands operands = new KeepOperands(graph, analysis, removal);
    BalanceBlocks balance = new BalanceBlocks(removal);
    boolean changed = removal.removesAnything();
    while (changed) {
      changed = absorb.keepSome();
      changed |= operands.keepSome();
      changed |= balance.keepSome();
    }
  }

  /** The graph without what is to be removed. */
  Graph cut() {
    return new CutChannels(graph, analysis, removal, absorb).run();
  }

  /** What became of the dead channels; complete once the graph is cut. */
  Ledger ledger() {
    return new Ledger(
        new WriteLedger(graph, removal, dead).entries(),
        new NoteTolerances(graph, analysis, removal).notes());
  }
}
