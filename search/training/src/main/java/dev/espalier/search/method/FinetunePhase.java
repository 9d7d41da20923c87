package dev.espalier.search.method;

import dev.espalier.search.djl.Choosing;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;

/** Trains the weights of what was found, with the auxiliary heads and the teacher of the search. */
record FinetunePhase(SearchTask task, long steps) implements Phase {
  static final String NAME = "finetune";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean validatesFirst() {
    return true;
  }

  @Override
  public Choosing validated() {
    return Choosing.BEST;
  }

  @Override
  public TrainingMethod begin() {
    return PlainTraining.of(task.weights(task.teacher().objective(), steps()), task.protection());
  }

  @Override
  public void end() {
    task.recalibration().run(validated());
  }
}
