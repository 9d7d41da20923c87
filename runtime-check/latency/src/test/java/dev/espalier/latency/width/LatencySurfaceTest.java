package dev.espalier.latency.width;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import dev.espalier.passes.prune.PrunePlan;
import dev.espalier.passes.prune.SumOfParts;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Times by kept channels, against compiling, and the gradient against differences. */
class LatencySurfaceTest {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  /** A residual sum, a depthwise convolution, a gate, a concatenation, and a change of size. */
  private static final String NET =
      """
      graph @g(%x: f32[1,3,32,32]) {
        %a = conv(%x, f32[16,3,3,3]#rand(1), f32[16]#rand(2)) {pads=[1,1,1,1]}
        %b = relu(%a)
        %c = conv(%b, f32[24,16,1,1]#rand(3), f32[24]#rand(4))
        %d = relu(%c)
        %e = conv(%d, f32[24,1,3,3]#rand(5), f32[24]#rand(6)) {pads=[1,1,1,1], groups=24}
        %f = relu(%e)
        %g = conv(%f, f32[16,24,1,1]#rand(7), f32[16]#rand(8))
        %h = add(%g, %b)
        %m = reduce_mean(%h) {axes=[2,3], keepDims=true}
        %n = sigmoid(%m)
        %i = mul(%h, %n)
        %j = conv(%i, f32[12,16,3,3]#rand(9), f32[12]#rand(10)) {pads=[1,1,1,1]}
        %k = relu(%j)
        %l = concat(%i, %k) {axis=1}
        %p = max_pool(%l) {kernel=[2,2], strides=[2,2]}
        %y = conv(%p, f32[8,28,1,1]#rand(11))
        return %y
      }
      """;

  private static PrunePlan plan;
  private static ProfilePredictor predictor;
  private static LatencySurface surface;

  @BeforeAll
  static void learn() {
    Graph graph = IrParser.parse(NET);
    plan = PrunePlan.of(graph, new PruneOptions(PruneMethod.L1, 1, 1, List.of(), 7));
    predictor = new ProfilePredictor(ShippedProfiles.named(DEVICE).orElseThrow());
    surface = LatencySurface.of(plan, predictor, new SumOfParts.Memory());
  }

  private static int[] all() {
    return plan.pools().stream().mapToInt(PrunePlan.StepPool::channels).toArray();
  }

  @Test
  void theTimeIsThatOfTheCompiledGraph() {
    LatencyCosts costs = new LatencyCosts(predictor);
    Random random = new Random(3);
    int[] steps = new int[plan.pools().size()];
    assertThat(steps).hasSize(3);
    for (int i = 0; i < 8; i++) {
      int[] kept = all();
      for (int pool = 0; pool < steps.length; pool++) {
        steps[pool] = random.nextInt(kept[pool]);
        kept[pool] -= steps[pool];
      }
      assertThat(surface.of(kept))
          .as("%s", Arrays.toString(kept))
          .isEqualTo(costs.exact(plan.masked(steps).graph()));
    }
  }

  @Test
  void theRelaxedFormIsExactAtMultiplesOfFour() {
    for (int[] kept : new int[][] {{16, 24, 12}, {8, 12, 4}, {4, 4, 4}, {12, 20, 8}}) {
      double[] point = Arrays.stream(kept).asDoubleStream().toArray();
      double exact = surface.of(kept);
      assertThat(surface.relaxed(kept).milliseconds(point)).isCloseTo(exact, within(1e-9 * exact));
    }
  }

  @Test
  void theGradientIsThatOfTheRelaxedForm() {
    double h = 1e-4;
    for (int[] kept : new int[][] {{16, 24, 12}, {7, 13, 5}, {1, 1, 1}, {1, 24, 2}}) {
      LatencySurface.Relaxed relaxed = surface.relaxed(kept);
      double[] gradient = surface.gradient(kept);
      for (int pool = 0; pool < kept.length; pool++) {
        double[] up = Arrays.stream(kept).asDoubleStream().toArray();
        double[] down = up.clone();
        up[pool] += h;
        down[pool] -= h;
        double slope = (relaxed.milliseconds(up) - relaxed.milliseconds(down)) / (2 * h);
        assertThat(gradient[pool]).isCloseTo(slope, within(1e-6 * slope + 1e-12));
      }
    }
  }

  @Test
  void moreChannelsNeverTakeLessInTheRelaxedForm() {
    for (int a = 1; a <= 16; a += 5) {
      for (int b = 1; b <= 24; b += 7) {
        for (int c = 1; c <= 12; c += 3) {
          assertThat(Arrays.stream(surface.gradient(a, b, c)).min().getAsDouble()).isNotNegative();
        }
      }
    }
    assertThat(Arrays.stream(surface.gradient(16, 24, 12)).min().getAsDouble()).isPositive();
  }
}
