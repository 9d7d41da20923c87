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
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplifyRulesTest {
  private static final Pass ALL =
      graph ->
          new ApplyRules(SimplifyRules.all().toArray(Rule<?>[]::new))
              .run(new FoldConstants().run(graph));

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

  @ParameterizedTest
  @ValueSource(strings = {"1 0 0", "0 1 0", "0 0 1"})
  void onlyTheChosenBranchOfAOneHotSumIsLeft(String choice) {
    String[] one = choice.split(" ");
    String before = ONE_HOT.replace("HX", one[0]).replace("HF", one[1]).replace("HG", one[2]);
    String branch =
        switch (choice) {
          case "0 1 0" -> "  %f = conv(%x, f32[2,2,1,1]) : f32[N,2,H,W]\n  %y = relu(%f)";
          case "0 0 1" ->
              "  %g = conv(%x, f32[2,2,3,3]) {pads=[1,1,1,1]} : f32[N,2,H,W]\n  %y = relu(%g)";
          default -> "  %y = relu(%x)";
        };
    PassAssert.on(ALL, before)
        .gives(
            "graph @g(%x: f32[N,2,H,W]) {\n" + branch + " : f32[N,2,H,W]\n  return %y\n}");
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
    String before = ONE_HOT.replace("HX", "0").replace("HF", "0").replace("HG", "0");
    PassAssert.on(ALL, before.replace("[N,2,H,W]", "[1,2,4,4]"))
        .gives(
            """
            graph @g(%x: f32[1,2,4,4]) {
              %c = expand(f32[]#[0]) {shape=[1,2,4,4]} : f32[1,2,4,4]
              %y = relu(%c) : f32[1,2,4,4]
              return %y
            }
            """);
  }

  @Test
  void everyRuleIsListed() {
    File[] classes = classFiles();
    List<String> rules =
        Stream.of(classes)
            .map(f -> f.getName().replace(".class", ""))
            .filter(SimplifyRulesTest::isRule)
            .filter(name -> !name.equals("KeepChosenBranches"))
            .sorted()
            .toList();
    assertThat(
            SimplifyRules.all().stream().map(r -> r.getClass().getSimpleName()).distinct().sorted())
        .isEqualTo(rules);
  }

  private static File[] classFiles() {
    String folder = SimplifyRules.class.getName().replace('.', '/') + ".class";
    File file =
        new File(SimplifyRules.class.getClassLoader().getResource(folder).getPath())
            .getParentFile();
    return file.listFiles((dir, name) -> name.endsWith(".class") && !name.contains("$"));
  }

  private static boolean isRule(String name) {
    try {
      return Rule.class.isAssignableFrom(
          Class.forName(SimplifyRules.class.getPackageName() + "." + name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
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
          .node(Node.of(Reshape.to(8, 1 + i % 2), List.of("x"), "r" + i));
      at = "m" + i;
    }
    Graph graph = builder.build(List.of(at));
    Graph after =
        Assertions.assertTimeout(
            Duration.ofSeconds(20), () -> new MergeEqualNodes().run(ALL.run(graph)));
    assertThat(after.nodes()).hasSize(5000);
  }
}
