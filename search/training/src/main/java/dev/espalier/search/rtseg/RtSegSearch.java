package dev.espalier.search.rtseg;

import dev.espalier.ir.Graph;
import dev.espalier.search.config.SearchConfig.Searched;
import dev.espalier.search.cost.Baseline;
import dev.espalier.search.cost.FitToTarget;
import dev.espalier.search.method.Decisions;
import dev.espalier.search.method.Phase;
import dev.espalier.search.method.SearchMethod;
import dev.espalier.search.method.SearchTask;
import dev.espalier.search.train.TrainingMethod;

/**
 * The search of RTSeg: scores of channels, logits of choices and weights together. At its end the
 * result is brought to the target, the channels of the lowest scores going first.
 */
public record RtSegSearch(SearchTask task) implements Phase {
  @Override
  public String name() {
    return SearchMethod.PHASE;
  }

  @Override
  public long steps() {
    return task.config().steps().search();
  }

  @Override
  public TrainingMethod begin() {
    return new JointSearch(task);
  }

  @Override
  public void end() {
    Decisions decisions = new Decisions(task.cost().space(), task.parameters());
    int[] branches = branches(task, decisions);
    FitToTarget fit =
        new FitToTarget(
            task.cost(), task.target(), FitToTarget.LEAST, fewest(task), task.config().align());
    FitToTarget.Fit found = fit.of(decisions.scoreValues(), branches);
    decisions.set(found.passing(), found.branches());
  }

  /** The branches that are chosen; those of a plain network if blocks are not searched. */
  static int[] branches(SearchTask task, Decisions decisions) {
    if (task.config().searched() == Searched.CHANNELS) {
      Graph supernet = task.parameters().written(task.deployed().graph());
      return Baseline.branches(supernet, task.cost());
    }
    return new ChooseBranches(task.cost(), task.target(), fewest(task)).of(decisions.logitValues());
  }

  /** The fewest channels of a group; more than any has if channels are not searched. */
  private static int fewest(SearchTask task) {
    return task.config().searched() == Searched.BLOCKS
        ? Integer.MAX_VALUE
        : task.config().minChannels();
  }
}
