package dev.espalier.passes;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.passes.channels.Ledger;
import dev.espalier.passes.channels.RemoveDeadChannels;
import dev.espalier.passes.fuse.FuseRules;
import dev.espalier.passes.fuse.LowerChannelMask;
import dev.espalier.passes.fuse.OrderChannels;
import dev.espalier.passes.simplify.FoldConstants;
import dev.espalier.passes.simplify.KeepChosenBranches;
import dev.espalier.passes.simplify.MergeEqualConstants;
import dev.espalier.passes.simplify.MergeEqualNodes;
import dev.espalier.passes.simplify.SimplifyRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The standard order of passes, from a supernet to the network that is deployed: the graph is
 * simplified, dead channels are cut, what is left is fused, and all of it again until nothing
 * changes.
 */
public final class Pipeline {
  private static final int MAX_ROUNDS = 100;

  /** How often a pass or rule changed something. */
  public record PassChanges(String name, int changes) {}

  /** Why a rule or pass left a value as it is. */
  public record Refusal(String rule, String value, Outcome.Refused refused) {
    @Override
    public String toString() {
      return rule + " at %" + value + ": " + refused.reason();
    }
  }

  /**
   * What a run of the pipeline did.
   *
   * @param graph the deployable network
   * @param passes what changed the graph, in the order of the first change
   * @param ledger what became of the dead channels
   * @param choices what became of the choices
   * @param refusals why rules did not apply, once each
   */
  public record Result(
      Graph graph,
      List<PassChanges> passes,
      Ledger ledger,
      List<KeepChosenBranches.Chosen> choices,
      List<Refusal> refusals) {}

  private final Map<String, Integer> changes = new LinkedHashMap<>();
  private final Set<Refusal> refusals = new LinkedHashSet<>();
  private final List<KeepChosenBranches.Chosen> choices = new ArrayList<>();

  /** On which graph a pass last found nothing to do. */
  private final Map<Pass, Graph> settled = new HashMap<>();

  private Ledger ledger = Ledger.EMPTY;

  private Pipeline() {}

  /** Runs the standard passes. */
  public static Result standard(Graph graph) {
    return new Pipeline().run(graph);
  }

  /** Runs only the passes that make a graph shorter; masks, choices and weights stay. */
  public static Graph simplify(Graph graph) {
    Pipeline pipeline = new Pipeline();
    return pipeline.settle(
        graph, pipeline.rules(SimplifyRules.all()), new FoldConstants(), new MergeEqualNodes());
  }

  private Result run(Graph graph) {
    List<Rule<?>> first = new ArrayList<>(List.of(new KeepChosenBranches(choices::add)));
    first.addAll(SimplifyRules.all());
    List<Rule<?>> then = new ArrayList<>(SimplifyRules.all());
    then.addAll(FuseRules.all());
    Pass cut = new RemoveDeadChannels(later -> ledger = ledger.then(later));
    Pass fold = fold();
    Graph simple = settle(graph, rules(first), fold, new MergeEqualNodes());
    Pass[] shrink = {cut, rules(then), new OrderChannels(), fold, new MergeEqualNodes()};
    Graph small = settle(simple, shrink);
    // A value that is masked as a whole is a constant before anything is cut.
    ledger = ledger.completedBy(Ledger.ofMasks(simple));
    Pass merge = new MergeEqualConstants();
    Graph lowered = settle(small, rules(List.of(new LowerChannelMask())), merge);
    // Masks that are left and constants that are one may show more than before, and what is cut
    // then may have constants of its own.
    Graph done = lowered == small ? small : settle(lowered, followedBy(shrink, merge));
    List<PassChanges> passes = new ArrayList<>();
    changes.forEach((name, count) -> passes.add(new PassChanges(name, count)));
    return new Result(done, passes, ledger, List.copyOf(choices), List.copyOf(refusals));
  }

  private static Pass[] followedBy(Pass[] passes, Pass last) {
    return Stream.concat(Stream.of(passes), Stream.of(last)).toArray(Pass[]::new);
  }

  private Pass fold() {
    return new FoldConstants(
        (node, refused) -> refusals.add(new Refusal("fold-constants", node.result(), refused)));
  }

  private Pass rules(List<Rule<?>> rules) {
    return new ApplyRules(
        new ApplyRules.Listener() {
          @Override
          public void replaced(Rule<?> rule, Node node) {
            changes.merge(rule.name(), 1, Integer::sum);
          }

          @Override
          public void refused(Rule<?> rule, Node node, Outcome.Refused refused) {
            refusals.add(new Refusal(rule.name(), node.result(), refused));
          }
        },
        rules);
  }

  /** Runs passes in turn until none changes the graph. */
  private Graph settle(Graph graph, Pass... passes) {
    Graph current = graph;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Graph before = current;
      for (Pass pass : passes) {
        current = runOne(pass, current);
      }
      if (current == before) {
        return current;
      }
    }
    throw new IllegalStateException("the passes do not settle after " + MAX_ROUNDS + " rounds");
  }

  private Graph runOne(Pass pass, Graph graph) {
    if (settled.get(pass) == graph) {
      return graph;
    }
    try {
      Graph next = pass.run(graph);
      if (next == graph) {
        settled.put(pass, graph);
      }
      if (next != graph && !(pass instanceof ApplyRules)) {
        int fewer = graph.nodes().size() - next.nodes().size();
        changes.merge(pass.name(), Math.max(1, fewer), Integer::sum);
      }
      return next;
    } catch (IrException e) {
      String name = pass instanceof ApplyRules ? "" : pass.name() + ": ";
      throw new IrException("%s%s", name, e.getMessage());
    }
  }
}
