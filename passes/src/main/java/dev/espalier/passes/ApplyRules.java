package dev.espalier.passes;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs rules until none applies. Rebuilds the graph once per sweep, not per change. */
public final class ApplyRules implements Pass {
  /** More sweeps than so many, and than a graph has nodes for a change to pass by, are a circle. */
  private static final int MAX_SWEEPS = 1000;

  /** Told of every change and every refusal. */
  public interface Listener {
    default void replaced(Rule<?> rule, Node node) {}

    default void refused(Rule<?> rule, Node node, Outcome.Refused refused) {}
  }

  private final Listener listener;
  private final List<Rule<?>> rules;

  public ApplyRules(Rule<?>... rules) {
    this(new Listener() {}, List.of(rules));
  }

  public ApplyRules(Listener listener, List<Rule<?>> rules) {
    this.listener = listener;
    this.rules = List.copyOf(rules);
  }

  @Override
  public String name() {
    return rules.stream().map(Rule::name).collect(Collectors.joining("+"));
  }

  @Override
  public Graph run(Graph graph) {
    Graph current = graph;
    int most = Math.max(MAX_SWEEPS, graph.nodes().size());
    for (int sweeps = 0; sweeps < most; sweeps++) {
      Optional<Graph> next = sweep(current);
      if (next.isEmpty()) {
        return current;
      }
      current = next.get();
    }
    throw new IllegalStateException(name() + " does not settle after " + most + " sweeps");
  }

  private Optional<Graph> sweep(Graph graph) {
    Rebuild rebuild = new Rebuild(graph);
    Set<String> added = new HashSet<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      Optional<Outcome.Replaced> replaced = firstThatApplies(graph, node, added);
      if (replaced.isEmpty()) {
        rebuild.node(node);
        continue;
      }
      changed = true;
      for (Map.Entry<String, Tensor> constant : replaced.get().constants().entrySet()) {
        rebuild.constant(constant.getKey(), constant.getValue());
        added.add(constant.getKey());
      }
      for (Node fresh : replaced.get().nodes()) {
        rebuild.node(fresh);
        added.addAll(fresh.results());
      }
      replaced.get().forwards().forEach(rebuild::forward);
    }
    return changed ? Optional.of(rebuild.build()) : Optional.empty();
  }

  private Optional<Outcome.Replaced> firstThatApplies(Graph graph, Node node, Set<String> added) {
    for (Rule<?> rule : rules) {
      if (!startsFrom(rule, node.op())) {
        continue;
      }
      Match match = new Match(graph, node, name -> graph.has(name) || added.contains(name));
      Outcome outcome = apply(rule, match);
      if (outcome instanceof Outcome.Replaced replaced) {
        listener.replaced(rule, node);
        return Optional.of(replaced);
      }
      listener.refused(rule, node, (Outcome.Refused) outcome);
    }
    return Optional.empty();
  }

  private static <O extends Op> boolean startsFrom(Rule<O> rule, Op op) {
    return rule.root().isInstance(op) && rule.startsFrom(rule.root().cast(op));
  }

  private static <O extends Op> Outcome apply(Rule<O> rule, Match match) {
    try {
      return rule.apply(match, rule.root().cast(match.node().op()));
    } catch (IrException e) {
      throw new IrException("%s: %%%s: %s", rule.name(), match.node().result(), e.getMessage());
    }
  }
}
