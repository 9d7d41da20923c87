package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.config.OptimizerConfig;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.subnet.Subnet;
import dev.espalier.search.train.Feed;
import dev.espalier.search.train.MaskedSlices;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.Optimizer;
import dev.espalier.search.train.PixelLoss;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.Protection;
import dev.espalier.search.train.WeightTraining;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small network learns what the masked supernet would have learned. */
class NarrowedTrainingTest {
  private static final int STEPS = 6;

  private static Graph decided() {
    Graph supernet = IrParser.parse(TinySearch.TEXT.replace("f32[1,3,24,32]", "f32[2,3,24,32]"));
    SearchSpace space = SearchSpace.of(supernet);
    boolean[][] passing = new boolean[space.groups().size()][];
    for (int g = 0; g < passing.length; g++) {
      passing[g] = new boolean[space.groups().get(g).channels()];
      for (int c = 0; c < passing[g].length; c++) {
        passing[g][c] = (c + g) % 3 != 0;
      }
    }
    return space.decided(supernet, passing, new int[] {1});
  }

  /** Everything that training changed. */
  private static Map<String, float[]> trained(Graph graph) {
    Streets streets = new Streets(7, 0, 6, 32, 24);
    Feed feed = new Feed(streets, 8, Augmentation.none(32, 24), Preprocessing.NONE, 2, 5);
    OptimizerConfig sgd =
        new OptimizerConfig(
            OptimizerConfig.Method.SGD, 1e-3, 0.9, List.of(0.9, 0.999), 5e-4, false);
    try (Parameters parameters = Parameters.of(graph);
        Network network = Network.of(graph, parameters);
        Protection protection = new Protection(new MaskedSlices(graph))) {
      WeightTraining weights =
          new WeightTraining(
              network,
              Objective.of(new PixelLoss(0, Optional.empty(), 1)),
              Optimizer.of(sgd, WeightTraining.trained(parameters), protection),
              step -> 1,
              sgd.rate());
      try (PlainTraining training = new PlainTraining(weights, protection, step -> Choosing.BEST)) {
        training.begin();
        for (int step = 0; step < STEPS; step++) {
          training.step(step, feed.batch(step));
        }
      }
      Map<String, float[]> trained = new LinkedHashMap<>();
      parameters.state().forEach((name, array) -> trained.put(name, array.toFloatArray()));
      return trained;
    }
  }

  @Test
  void learnsWhatTheMaskedSupernetLearns() {
    Graph supernet = decided();
    Map<String, float[]> whole = trained(supernet);
    Set<String> names = new HashSet<>(whole.keySet());
    names.removeAll(Set.of("stem.scores", "wide.scores", "scores", "start"));
    Subnet subnet = Subnet.of(supernet, names).orElseThrow();
    Map<String, float[]> small = trained(subnet.graph());
    assertThat(small.keySet()).contains("w1", "w2", "w3", "g1", "v3", "w6", "w5", "b5");
    small.forEach(
        (name, values) -> {
          float[] written = whole.get(name).clone();
          subnet.scatter(name, values, written);
          float[] before = supernet.constants().get(name).toFloats();
          assertThat(distance(before, written)).as(name).isPositive();
          assertThat(distance(whole.get(name), written))
              .as(name)
              .isCloseTo(0, within(1e-3 * distance(before, written)));
        });
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(one[i] - other[i], 2);
    }
    return Math.sqrt(sum);
  }
}
