package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An activation written out: {@code whole(x, f(argument(x)))}.
 *
 * @param inner the operator f
 * @param argument what f is applied to, in x
 * @param whole the result, in x and the value of f
 * @param activation the operator that computes the same from x
 */
record Formula(Op inner, Polynomial argument, Polynomial whole, Op activation) {
  private static final int DEPTH = 5;

  private static final List<Class<? extends Op>> ARITHMETIC =
      List.of(Add.class, Sub.class, Mul.class, Div.class, Neg.class, Pow.class);

  /** Replaces the root by the activation of the first formula it is. */
  static Outcome replace(Match match, List<Formula> formulas) {
    Node root = match.node();
    for (String f : terms(match.graph(), root.result())) {
      for (Formula formula : formulas) {
        Optional<String> x = formula.argument(match.graph(), root.result(), f);
        if (x.isPresent()) {
          return match.replace(formula.activation, x.get());
        }
      }
    }
    return match.refuse("%%%s is none of the formulas", root.result());
  }

  private Optional<String> argument(Graph graph, String root, String f) {
    Optional<String> argument =
        graph.producer(f).filter(node -> isInner(node.op())).map(Node::input);
    return argument.flatMap(
        s -> terms(graph, s).stream().filter(x -> matches(graph, root, f, s, x)).findFirst());
  }

  private boolean isInner(Op op) {
    return op.equals(inner) || isHardSigmoid(op) && isHardSigmoid(inner);
  }

  private static boolean isHardSigmoid(Op op) {
    return op instanceof HardSigmoid h
        && Scalars.same(h.alpha(), 1 / 6.0)
        && Scalars.same(h.beta(), 0.5);
  }

  private boolean matches(Graph graph, String root, String f, String s, String x) {
    return graph.type(x).equals(graph.type(root))
        && Polynomial.of(graph, s, x).filter(p -> p.matches(argument)).isPresent()
        && Polynomial.of(graph, root, x, f).filter(p -> p.matches(whole)).isPresent();
  }

  /** The values that a value is computed from by arithmetic, itself first; no constants. */
  private static Set<String> terms(Graph graph, String value) {
    Set<String> terms = new LinkedHashSet<>();
    collect(graph, value, DEPTH, terms);
    return terms;
  }

  private static void collect(Graph graph, String value, int depth, Set<String> terms) {
    if (graph.constant(value).isPresent() || !terms.add(value) || depth == 0) {
      return;
    }
    graph
        .producer(value)
        .filter(node -> ARITHMETIC.contains(node.op().getClass()))
        .ifPresent(node -> node.operands().forEach(o -> collect(graph, o, depth - 1, terms)));
  }
}
