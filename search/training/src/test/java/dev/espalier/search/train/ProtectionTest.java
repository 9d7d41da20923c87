package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What belongs to the channels 1 and 3, which are off, stays as it is. */
class ProtectionTest {
  private static final List<Integer> OFF = List.of(1, 3);
  private static final int STEPS = 50;

  @Test
  void maskedChannelsKeepTheirWeights() {
    Map<String, float[]> before = train(0, true, true);
    for (boolean sgd : new boolean[] {true, false}) {
      Map<String, float[]> after = train(STEPS, true, sgd);
      for (int channel = 0; channel < 6; channel++) {
        boolean same = OFF.contains(channel);
        assertThat(isSame(before, after, channel)).as("channel %d", channel).isEqualTo(same);
      }
    }
  }

  @Test
  void withoutProtectionTheyMove() {
    Map<String, float[]> before = train(0, false, true);
    Map<String, float[]> after = train(STEPS, false, true);
    for (int channel : OFF) {
      assertThat(isSame(before, after, channel)).isFalse();
    }
  }

  /** Whether filter row, scale, shift and input column of a channel have the same bits. */
  private static boolean isSame(
      Map<String, float[]> before, Map<String, float[]> after, int channel) {
    boolean same =
        before.get("gamma")[channel] == after.get("gamma")[channel]
            && before.get("beta")[channel] == after.get("beta")[channel];
    for (int i = 0; i < 27; i++) {
      same &= before.get("w1")[27 * channel + i] == after.get("w1")[27 * channel + i];
    }
    for (int o = 0; o < 8; o++) {
      same &= before.get("w2")[6 * o + channel] == after.get("w2")[6 * o + channel];
    }
    return same;
  }

  /** The parameters after some steps with momentum and decay of everything. */
  private static Map<String, float[]> train(int steps, boolean protect, boolean sgd) {
    Streets streets = new Streets(7, 0, 4, 32, 24);
    Feed feed = new Feed(streets, 8, Augmentation.none(32, 24), Preprocessing.NONE, 2, 5);
    Decay decay = new Decay(0.01, true);
    try (Parameters parameters = Parameters.of(TinyNetwork.GRAPH);
        Network network = Network.of(Batched.of(TinyNetwork.GRAPH, 2), parameters);
        Protection protection = new Protection(new MaskedSlices(TinyNetwork.GRAPH));
        Optimizer optimizer =
            sgd
                ? new Sgd(WeightTraining.trained(parameters), 0.9, decay, protection)
                : new AdamW(WeightTraining.trained(parameters), 0.9, 0.99, decay, protection)) {
      momentum(optimizer);
      PlainTraining training =
          PlainTraining.of(
              new WeightTraining(
                  network,
                  Objective.of(new PixelLoss(0.4, Optional.empty(), 1)),
                  optimizer,
                  step -> 1,
                  0.01),
              protection);
      if (protect) {
        training.begin();
      }
      for (int step = 0; step < steps; step++) {
        training.step(step, feed.batch(step));
      }
      Map<String, float[]> values = new TreeMap<>();
      parameters.all().forEach(p -> values.put(p.name(), p.value().toFloatArray()));
      return values;
    }
  }

  /** As left over from the time when the channels were on. */
  private static void momentum(Optimizer optimizer) {
    for (NDArray array : optimizer.state().values()) {
      array.addi(0.01f);
    }
  }
}
