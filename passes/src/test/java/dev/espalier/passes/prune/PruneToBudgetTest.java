package dev.espalier.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Budgets over costs that are known by hand. */
class PruneToBudgetTest {
  private static final PruneOptions L1 = new PruneOptions(PruneMethod.L1, 1, 1, List.of(), 7);

  /** Two pools of 16 channels. */
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[1,3,8,8]) {
            %a = conv(%x, f32[16,3,1,1]#rand(1))
            %b = relu(%a)
            %c = conv(%b, f32[16,16,1,1]#rand(2))
            %d = relu(%c)
            %y = conv(%d, f32[4,16,1,1]#rand(3))
            return %y
          }
          """);

  /** A cost of kept channels; what is exact is told by the weights that are left. */
  private record Costs(OfSteps steps, double surcharge) implements StepCosts {
    @Override
    public OfSteps of(PrunePlan plan) {
      return steps;
    }

    @Override
    public double exact(Graph masked) {
      Graph left = Pipeline.standard(masked).graph();
      return steps.of(16 - width(left, 0), 16 - width(left, 1)) + surcharge;
    }

    private static int width(Graph graph, int position) {
      String result =
          graph.nodes().stream()
              .filter(n -> n.op().mnemonic().equals("conv"))
              .skip(position)
              .findFirst()
              .orElseThrow()
              .result();
      return Math.toIntExact(graph.type(result).dim(1).value());
    }
  }

  private static int sliced(int channels) {
    return (channels + 3) / 4 * 4;
  }

  private static List<Integer> kept(PruneToBudget.Result result) {
    return result.pruned().pools().stream().map(Prune.Pruned::kept).toList();
  }

  @Test
  void widthsWithinASliceAreNotChosen() {
    Costs costs = new Costs(s -> sliced(16 - s[0]) + sliced(16 - s[1]), 0);
    PruneToBudget.Result result = PruneToBudget.run(GRAPH, L1, costs, 22);
    assertThat(result.before()).isEqualTo(32);
    assertThat(result.cost()).isLessThanOrEqualTo(22);
    assertThat(kept(result)).allMatch(kept -> kept % 4 == 0);
  }

  @Test
  void thePoolThatCostsMoreIsCutMore() {
    Costs costs = new Costs(s -> 10.0 * (16 - s[0]) + (16 - s[1]), 0);
    PruneToBudget.Result result = PruneToBudget.run(GRAPH, L1, costs, 100);
    assertThat(result.cost()).isLessThanOrEqualTo(100);
    assertThat(result.pruned().pools().get(0).kept()).isLessThan(12);
    assertThat(result.pruned().pools()).hasSize(1);
  }

  @Test
  void aSlowerAlgorithmInBetweenIsSkipped() {
    // 16 channels run fast; from 15 down to 9 another algorithm takes longer than all 16 did.
    Costs costs = new Costs(s -> s[0] == 0 ? 20 : 2.5 * (16 - s[0]), 0);
    PruneToBudget.Result result = PruneToBudget.run(GRAPH, L1, costs, 19);
    assertThat(kept(result)).containsExactly(7);
  }

  @Test
  void whatTheFastCostDoesNotSeeIsMadeUpFor() {
    Costs costs = new Costs(s -> 32.0 - s[0] - s[1], 3);
    PruneToBudget.Result result = PruneToBudget.run(GRAPH, L1, costs, 20);
    assertThat(result.cost()).isLessThanOrEqualTo(20).isGreaterThan(18);
  }

  @Test
  void aBudgetThatNoWidthMeetsIsRefused() {
    Costs costs = new Costs(s -> 32.0 - s[0] - s[1], 0);
    assertThatThrownBy(() -> PruneToBudget.run(GRAPH, L1, costs, 1))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("about 2.000 is left");
  }

  @Test
  void theLeastImportantGo() {
    Costs costs = new Costs(s -> 32.0 - s[0] - s[1], 0);
    PrunePlan plan = PrunePlan.of(GRAPH, L1);
    for (PrunePlan.StepPool pool : plan.pools()) {
      assertThat(pool.steps()).hasSize(15);
      assertThat(pool.steps()).isSortedAccordingTo((a, b) -> Double.compare(a.share(), b.share()));
      assertThat(pool.steps().stream().mapToDouble(PrunePlan.Step::share).sum())
          .isBetween(0.8, 1.0);
    }
    Graph pruned =
        Pipeline.standard(PruneToBudget.run(GRAPH, L1, costs, 20).pruned().graph()).graph();
    assertThat(MacCounter.count(pruned).parameters())
        .isLessThan(MacCounter.count(GRAPH).parameters());
  }
}
