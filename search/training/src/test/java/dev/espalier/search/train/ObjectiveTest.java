package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The terms of a loss add up with their weights. */
class ObjectiveTest {
  private static final Graph GRAPH = graph(1);
  private static final Graph TEACHER = graph(7);

  private static Graph graph(int seed) {
    return IrParser.parse(
        """
        graph @heads(%%image: f32[2,3,24,32]) {
          %%a = conv(%%image, %%w1=f32[6,3,3,3]#rand(%d)) {pads=[1,1,1,1]}
          %%b = relu(%%a)
          %%c = conv(%%a, %%w4=f32[6,6,1,1]#rand(%d))
          %%d = choice(%%b, %%c, %%logits=f32[2]#[1,0])
          %%y = conv(%%d, %%w2=f32[8,6,1,1]#rand(%d))
          %%z = conv(%%b, %%w3=f32[8,6,1,1]#rand(%d))
          return %%y, %%z
        }
        """
            .formatted(seed, seed + 1, seed + 2, seed + 3));
  }

  /** The figures of a first step, in which nothing has changed yet. */
  private static Map<String, Double> figures(double gamma, double lambda, int branch) {
    Streets streets = new Streets(7, 0, 4, 32, 24);
    Feed feed = new Feed(streets, 8, Augmentation.none(32, 24), Preprocessing.NONE, 2, 5);
    try (Parameters parameters = Parameters.of(GRAPH);
        Network network = Network.of(GRAPH, parameters);
        Parameters taught = Parameters.of(TEACHER);
        Network teacher = Network.of(TEACHER, taught);
        Protection protection = new Protection(new MaskedSlices(GRAPH))) {
      Objective objective = Objective.of(new PixelLoss(gamma, Optional.empty(), 1));
      Sgd sgd = new Sgd(WeightTraining.trained(parameters), 0, new Decay(0, false), protection);
      try (WeightTraining training =
          new WeightTraining(
              network,
              lambda > 0
                  ? objective.with(new Distillation(teacher, new Choosing.Given(Map.of()), lambda))
                  : objective,
              sgd,
              step -> 1,
              0.01)) {
        Choosing choosing = new Choosing.Given(Map.of("d", branch));
        return training.step(0, feed.batch(0), choosing, pass -> {});
      }
    }
  }

  @Test
  void termsAreAddedWithTheirWeights() {
    double plain = figures(0, 0, 0).get("loss");
    Map<String, Double> all = figures(0.3, 0.7, 0);
    assertThat(all.get("pixelLoss")).isCloseTo(plain, withPercentage(1e-4));
    assertThat(all.get("loss"))
        .isCloseTo(
            plain + 0.3 * all.get("auxiliaryLoss") + 0.7 * all.get("distillation"),
            withPercentage(1e-4));
    assertThat(all.get("distillation")).isPositive();
  }

  /** Without weights nothing but the cross-entropy is left. */
  @Test
  void withoutWeightsItIsTheCrossEntropy() {
    assertThat(figures(0, 0, 0).keySet()).containsExactlyElementsOf(List.of("loss", "rate"));
  }

  @Test
  void theTeacherTakesTheBranchOfTheStudent() {
    double one = figures(0, 1, 0).get("distillation");
    double other = figures(0, 1, 1).get("distillation");
    assertThat(one).isNotCloseTo(other, within(1e-4));
  }
}
