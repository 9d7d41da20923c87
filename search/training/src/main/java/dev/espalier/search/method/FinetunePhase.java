package dev.espalier.search.method;

import dev.espalier.search.djl.Choosing.Given;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;
import java.util.Optional;

/**
 * Trains the weights of what was found, with the auxiliary heads and the teacher of the search.
 * Where it can, it trains the small network and writes its weights back into the supernet.
 */
final class FinetunePhase implements Phase {
  static final String NAME = "finetune";

  private final SearchTask whole;
  private final long steps;
  private Optional<NarrowedTask> narrowed = Optional.empty();

  FinetunePhase(SearchTask whole, long steps) {
    this.whole = whole;
    this.steps = steps;
  }

  @Override
  public SearchTask task() {
    return narrowed.map(NarrowedTask::task).orElse(whole);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public boolean validatesFirst() {
    return true;
  }

  @Override
  public TrainingMethod begin() {
    narrowed = NarrowedTask.of(whole);
    Given decided = Given.best(whole.parameters().written(whole.training().graph()));
    Objective objective = whole.teacher().objective(decided);
    PlainTraining training =
        PlainTraining.of(task().weights(objective, steps), task().protection());
    return narrowed
        .<TrainingMethod>map(small -> new NarrowedTraining(small, training))
        .orElse(training);
  }

  @Override
  public void end() {
    task().recalibration().run(validated());
    narrowed.ifPresent(NarrowedTask::writeBack);
  }
}
