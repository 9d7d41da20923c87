package dev.espalier.search.method;

import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.cost.SupernetCost;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.Optimizer;
import dev.espalier.search.train.Protection;
import dev.espalier.search.train.RunData;
import dev.espalier.search.train.RunFolder;
import dev.espalier.search.train.Schedule;
import dev.espalier.search.train.WeightTraining;

/**
 * What methods of search work on.
 *
 * @param training the supernet for a batch of crops, with its auxiliary heads
 * @param deployed the supernet for one whole picture, with the same parameters
 * @param protection of what belongs to masked channels
 * @param target the most that the result may cost, in the unit of {@code cost}
 * @param teacher the trained supernet
 */
public record SearchTask(
    SearchConfig config,
    RunData data,
    RunFolder folder,
    Network training,
    Network deployed,
    Protection protection,
    SupernetCost cost,
    double target,
    Teacher teacher) {
  /** What changes in the run. */
  public Parameters parameters() {
    return training.parameters();
  }

  /** What takes statistics of normalisations anew. */
  public Recalibration recalibration() {
    return new Recalibration(training, data.feed(), config.recalibration());
  }

  /** Training of the weights over a number of steps, with an optimizer that remembers nothing. */
  public WeightTraining weights(Objective objective, long steps) {
    return new WeightTraining(
        training,
        objective,
        Optimizer.of(config.optimizer(), WeightTraining.trained(parameters()), protection),
        Schedule.of(config.schedule(), steps),
        config.optimizer().rate());
  }
}
