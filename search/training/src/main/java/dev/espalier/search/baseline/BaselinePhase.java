package dev.espalier.search.baseline;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.search.cost.Baseline;
import dev.espalier.search.cost.FitToTarget.Fit;
import dev.espalier.search.method.Decisions;
import dev.espalier.search.method.Phase;
import dev.espalier.search.method.SearchMethod;
import dev.espalier.search.method.SearchTask;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;
import java.util.Arrays;

/**
 * Ranks the channels of the trained supernet and keeps as many as the target allows. The branches
 * of choices are set first, so that slimming trains the network it ranks.
 */
record BaselinePhase(SearchTask task, PruneMethod ranking) implements Phase {
  @Override
  public String name() {
    return SearchMethod.PHASE;
  }

  @Override
  public long steps() {
    return BaselineMethod.trainsFirst(ranking) ? task.config().steps().search() : 0;
  }

  @Override
  public TrainingMethod begin() {
    Decisions decisions = decisions();
    boolean[][] all = decisions.passing();
    Arrays.stream(all).forEach(own -> Arrays.fill(own, true));
    decisions.set(all, Baseline.branches(supernet(), task.cost()));
    PlainTraining plain =
        PlainTraining.of(task.weights(task.teacher().objective(), steps()), task.protection());
    return BaselineMethod.trainsFirst(ranking) ? new SparseTraining(plain, task.training()) : plain;
  }

  @Override
  public void end() {
    Fit fit =
        new Baseline(ranking, task.config().seed())
            .fit(
                supernet(),
                task.cost(),
                task.target(),
                task.config().minChannels(),
                task.config().align());
    decisions().set(fit.passing(), fit.branches());
  }

  private Graph supernet() {
    return task.parameters().written(task.deployed().graph());
  }

  private Decisions decisions() {
    return new Decisions(task.cost().space(), task.parameters());
  }
}
