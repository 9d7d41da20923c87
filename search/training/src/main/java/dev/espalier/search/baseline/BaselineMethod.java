package dev.espalier.search.baseline;

import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.search.config.SearchConfig.StepsConfig;
import dev.espalier.search.method.Phase;
import dev.espalier.search.method.SearchMethod;
import dev.espalier.search.method.SearchTask;

/**
 * Narrows the trained supernet by a ranking of its channels. On equal terms with a search: the
 * steps of the search train the weights of what is kept; slimming trains with them before it ranks,
 * so that scales become small.
 *
 * @param ranking of channels
 */
public record BaselineMethod(PruneMethod ranking) implements SearchMethod {
  @Override
  public Phase search(SearchTask task) {
    return new BaselinePhase(task, ranking);
  }

  @Override
  public long finetuneSteps(StepsConfig steps) {
    return trainsFirst(ranking) ? steps.finetune() : (long) steps.finetune() + steps.search();
  }

  static boolean trainsFirst(PruneMethod ranking) {
    return ranking == PruneMethod.SLIMMING;
  }
}
