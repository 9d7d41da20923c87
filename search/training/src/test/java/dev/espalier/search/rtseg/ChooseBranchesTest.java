package dev.espalier.search.rtseg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.cost.DeployedCost;
import dev.espalier.search.cost.MacMeasure;
import dev.espalier.search.cost.SupernetCost;
import org.junit.jupiter.api.Test;

/** Choices between nothing, 16 x 16 x 24 and 9 times as many multiply-accumulates. */
class ChooseBranchesTest {
  private static final Graph SUPERNET =
      IrParser.parse(
          """
          graph @two(%image: f32[1,3,4,6]) {
            %stem = conv(%image, %w0=f32[16,3,1,1]#rand(1))
            %skip = channel_mask(%stem, %scores=f32[16]#fill(1))
            %a1 = conv(%skip, %w1=f32[16,16,1,1]#rand(2))
            %b1 = channel_mask(%a1, %scores)
            %c1 = conv(%skip, %w2=f32[16,16,3,3]#rand(3)) {pads=[1,1,1,1]}
            %d1 = channel_mask(%c1, %scores)
            %one = choice(%skip, %b1, %d1, %l1=f32[3]#fill(0))
            %r = relu(%one)
            %a2 = conv(%r, %w3=f32[16,16,1,1]#rand(4))
            %b2 = channel_mask(%a2, %scores)
            %c2 = conv(%r, %w4=f32[16,16,3,3]#rand(5)) {pads=[1,1,1,1]}
            %d2 = channel_mask(%c2, %scores)
            %two = choice(%r, %b2, %d2, %l2=f32[3]#fill(0))
            %y = conv(%two, %w5=f32[2,16,1,1]#rand(6))
            return %y
          }
          """);
  private static final SupernetCost COST = new DeployedCost(SUPERNET, new MacMeasure());
  private static final double ENDS = 24 * 16 * 5;
  private static final double SMALL = 24 * 16 * 16;

  private static int[] chosen(double target, double[]... logits) {
    return new ChooseBranches(COST, target, 1).of(logits);
  }

  @Test
  void likeliestBranchesStayWhereMasksCanReachTheTarget() {
    double[] first = {0, 0.2, 0.1};
    double[] second = {0.3, 0, 0};
    assertThat(chosen(ENDS + SMALL, first, second)).containsExactly(1, 0);
    assertThat(chosen(ENDS, first, second)).containsExactly(1, 0);
  }

  /** Without blocks even all channels are too cheap: the smallest loss of logit comes first. */
  @Test
  void nextLikelyBranchesComeWhereTheNetworkWouldBeTooCheap() {
    double[] first = {1, 0.7, 0};
    double[] second = {1, 0.2, 0.6};
    assertThat(chosen(ENDS + SMALL, first, second)).containsExactly(1, 0);
    assertThat(chosen(ENDS + 5 * SMALL, first, second)).containsExactly(1, 2);
  }

  /** With one channel the ends cost 24 x 5, a block 24 or 24 x 9. */
  @Test
  void cheaperBranchesComeWhereTheNetworkWouldBeTooExpensive() {
    double[] first = {0, 0.5, 1};
    double[] second = {0.8, 0.9, 1};
    assertThat(chosen(24 * (5 + 9 + 1), first, second)).containsExactly(2, 1);
    assertThat(chosen(24 * 5, first, second)).containsExactly(0, 0);
  }

  @Test
  void theDearestIsTakenWhereNothingReachesTheTarget() {
    double[] logits = {1, 0, 0};
    assertThat(chosen(ENDS + 100 * SMALL, logits, logits)).containsExactly(2, 2);
  }
}
