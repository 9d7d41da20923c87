package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ApplyRulesTest {
  private static <O extends Op> Rule<O> rule(
      String name, Class<O> root, BiFunction<Match, O, Outcome> body) {
    return new Rule<>() {
      @Override
      public Class<O> root() {
        return root;
      }

      @Override
      public Outcome apply(Match match, O op) {
        return body.apply(match, op);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }

  /** Two negations in a row are none. */
  private static final Rule<Neg> REMOVE_DOUBLE =
      rule(
          "remove-double-neg",
          Neg.class,
          (match, neg) ->
              match
                  .producer(0, Neg.class)
                  .map(inner -> match.forward(inner.input()))
                  .orElseGet(() -> match.refuse("%%%s is not a negation", match.operand(0))));

  /** abs(x) | relu(x) + relu(-x), with a constant that has no effect. */
  private static final Rule<Abs> EXPAND_ABS =
      rule(
          "expand-abs",
          Abs.class,
          (match, abs) -> {
            Tensor zero = Tensor.scalar(ElementType.F32, 0);
            String x =
                match.node("shifted", new Add(), match.operand(0), match.constant("c", zero));
            String plus = match.node("half", new Relu(), x);
            String minus = match.node("half", new Relu(), match.node("neg", new Neg(), x));
            return match.replace(new Add(), plus, minus);
          });

  private static Graph graph(String lines) {
    return IrParser.parse("graph @g(%x: f32[4]) {\n" + lines + "\n}\n");
  }

  private static String lines(Graph graph) {
    return IrPrinter.print(graph)
        .replaceAll("(?m)^graph.*\n|^}\n", "")
        .replaceAll(" : f32\\[4\\]", "")
        .replaceAll("(?m)^  ", "");
  }

  @Test
  void aGraphWithoutMatchesIsTheSameInstance() {
    Graph graph = graph("%a = neg(%x)\n%b = relu(%a)\nreturn %b");
    assertThat(new ApplyRules(REMOVE_DOUBLE, EXPAND_ABS).run(graph)).isSameAs(graph);
  }

  @Test
  void adjacentMatchesOfOneSweepDoNotDisturbEachOther() {
    for (int length = 1; length <= 9; length++) {
      StringBuilder text = new StringBuilder("%v0 = exp(%x)\n");
      for (int i = 1; i <= length; i++) {
        text.append("%v").append(i).append(" = neg(%v").append(i - 1).append(")\n");
      }
      Graph graph = graph(text + "%y = abs(%v" + length + ")\nreturn %y");
      Graph result = new ApplyRules(REMOVE_DOUBLE).run(graph);
      assertThat(result.nodes()).hasSize(2 + length % 2);
      assertThat(result.nodes().get(0).result()).isEqualTo("v0");
    }
  }

  @Test
  void freshNamesAreFreeAndLabelsAreInherited() {
    Graph graph = graph("%a.half = exp(%x)\n%a = abs(%a.half) @block\n%b = abs(%a)\nreturn %b");
    assertThat(lines(new ApplyRules(EXPAND_ABS).run(graph)))
        .isEqualTo(
            """
            %a.half = exp(%x)
            %a.shifted = add(%a.half, f32[]#[0]) @block
            %a.half2 = relu(%a.shifted) @block
            %a.neg = neg(%a.shifted) @block
            %a.half3 = relu(%a.neg) @block
            %a = add(%a.half2, %a.half3) @block
            %b.shifted = add(%a, f32[]#[0])
            %b.half = relu(%b.shifted)
            %b.neg = neg(%b.shifted)
            %b.half2 = relu(%b.neg)
            %b = add(%b.half, %b.half2)
            return %b
            """);
  }

  @Test
  void theFirstRuleThatAppliesWinsAndEveryRefusalIsTold() {
    List<String> told = new ArrayList<>();
    ApplyRules.Listener listener =
        new ApplyRules.Listener() {
          @Override
          public void replaced(Rule<?> rule, Node node) {
            told.add(rule.name() + " %" + node.result());
          }

          @Override
          public void refused(Rule<?> rule, Node node, Outcome.Refused refused) {
            told.add(rule.name() + " %" + node.result() + ": " + refused.reason());
          }
        };
    Rule<Pointwise> never =
        rule("never", Pointwise.class, (match, op) -> match.refuse("%s stays", op.mnemonic()));
    Graph graph = graph("%a = neg(%x)\n%b = neg(%a)\nreturn %b");
    new ApplyRules(listener, List.of(never, REMOVE_DOUBLE)).run(graph);
    assertThat(told)
        .containsExactly(
            "never %a: neg stays",
            "remove-double-neg %a: %x is not a negation",
            "never %b: neg stays",
            "remove-double-neg %b");
  }

  @Test
  void faultsNameTheRule() {
    Rule<Abs> wrong = rule("wrong", Abs.class, (match, abs) -> match.replace(new Add(), "x"));
    assertThatThrownBy(() -> new ApplyRules(wrong).run(graph("%a = abs(%x)\nreturn %a")))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("%a: add of 1 operands");
    Rule<Abs> failing =
        rule(
            "failing",
            Abs.class,
            (match, abs) -> {
              throw new IrException("nothing works");
            });
    assertThatThrownBy(() -> new ApplyRules(failing).run(graph("%a = abs(%x)\nreturn %a")))
        .isInstanceOf(IrException.class)
        .hasMessage("failing: %a: nothing works");
  }

  @Test
  void rulesThatNeverSettleAreOurFault() {
    Rule<Abs> flip = rule("flip", Abs.class, (match, abs) -> match.replace(new Relu(), "x"));
    Rule<Relu> flop = rule("flop", Relu.class, (match, relu) -> match.replace(new Abs(), "x"));
    assertThatThrownBy(() -> new ApplyRules(flip, flop).run(graph("%a = abs(%x)\nreturn %a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("flip+flop does not settle after 1000 sweeps");
  }

  @Test
  void passesAreCalledByTheirClassInKebabCase() {
    Pass mergeTwoThings = new MergeTwoThings();
    assertThat(mergeTwoThings.name()).isEqualTo("merge-two-things");
    assertThat(new ApplyRules(REMOVE_DOUBLE, EXPAND_ABS).name())
        .isEqualTo("remove-double-neg+expand-abs");
  }

  private static final class MergeTwoThings implements Pass {
    @Override
    public Graph run(Graph graph) {
      return graph;
    }
  }
}
