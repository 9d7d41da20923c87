package dev.espalier.passes.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SimplifyRulesTest {
  private static final Pass ALL = SimplifyRulesTest::settle;

  private static final String ONE_HOT =
      """
      graph @g(%x: f32[N,2,H,W]) {
        %f = conv(%x, f32[2,2,1,1]#rand(1))
        %g = conv(%x, f32[2,2,3,3]#rand(2)) {pads=[1,1,1,1]}
        %a = mul(%x, f32[]#[HX])
        %b = mul(f32[1]#[HF], %f)
        %c = mul(%g, f32[1,1,1,1]#[HG])
        %s = add(%a, %b)
        %t = add(%s, %c)
        %y = relu(%t)
        return %y
      }
      """;

  private static Graph settle(Graph graph) {
    ApplyRules rules = new ApplyRules(SimplifyRules.all().toArray(Rule<?>[]::new));
    Graph before = graph;
    Graph after = rules.run(new FoldConstants().run(before));
    while (after != before) {
      before = after;
      after = rules.run(new FoldConstants().run(before));
    }
    return after;
  }

  @Test
  void onlyTheChosenBranchOfAOneHotSumIsLeft() {
    assertKept(oneHot(1, 0, 0), "%y = relu(%x)");
    assertKept(oneHot(0, 1, 0), "%f = conv(%x, f32[2,2,1,1])", "%y = relu(%f)");
    assertKept(oneHot(0, 0, 1), "%g = conv(%x, f32[2,2,3,3]) {pads=[1,1,1,1]}", "%y = relu(%g)");
  }

  private static String oneHot(int x, int f, int g) {
    return ONE_HOT.replace("HX", "" + x).replace("HF", "" + f).replace("HG", "" + g);
  }

  private static void assertKept(String before, String... nodes) {
    String body = String.join(" : f32[N,2,H,W]\n  ", nodes) + " : f32[N,2,H,W]\n";
    PassAssert.on(ALL, before).gives("graph @g(%x: f32[N,2,H,W]) {\n  " + body + "  return %y\n}");
  }

  @Test
  void oneHotFactorsMayBeSlicedFromAVector() {
    PassAssert.on(
            ALL,
            """
            graph @g(%x: f32[N,2]) {
              %h0 = gather(%h=f32[2]#[0, 1], i64[]#[0])
              %h1 = gather(%h, i64[]#[1])
              %f = tanh(%x)
              %a = mul(%x, %h0)
              %b = mul(%h1, %f)
              %y = add(%b, %a)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,2]) {
              %y = tanh(%x) : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void aSumWithoutAChosenBranchIsZero() {
    PassAssert.on(ALL, oneHot(0, 0, 0).replace("[N,2,H,W]", "[1,2,4,4]"))
        .gives(
            """
            graph @g(%x: f32[1,2,4,4]) {
              %y = identity(f32[1,2,4,4]) : f32[1,2,4,4]
              return %y
            }
            """);
  }

  @Test
  void largeGraphsTakeTimeInProportionToTheirSize() {
    Graph.Builder builder =
        Graph.builder("g")
            .input("x", TensorType.f32(1, 8))
            .constant("one", Tensor.scalar(ElementType.F32, 1))
            .constant("k0", Tensor.floats(new long[] {8}, 1, 2, 3, 4, 5, 6, 7, 8));
    String at = "x";
    for (int i = 0; i < 5000; i++) {
      builder
          .node(Node.of(new Relu(), List.of("k" + i), "k" + (i + 1)))
          .node(Node.of(new Add(), List.of(at, "k" + (i + 1)), "a" + i))
          .node(Node.of(new Mul(), List.of("a" + i, "one"), "m" + i))
          .node(Node.of(Reshape.to(8, 1), List.of("x"), "r" + i));
      at = "m" + i;
    }
    Graph graph = builder.build(List.of(at));
    Graph after =
        Assertions.assertTimeout(
            Duration.ofSeconds(60), () -> new MergeEqualNodes().run(ALL.run(graph)));
    assertThat(after.nodes()).hasSize(5000);
  }
}
