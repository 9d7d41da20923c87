package dev.espalier.search.method;

import dev.espalier.search.config.SearchConfig;

/**
 * How channels and blocks of a trained supernet are found. Before it comes the {@link
 * SupernetPhase}, behind it the {@link FinetunePhase}.
 */
@FunctionalInterface
public interface SearchMethod {
  /** The name of the phase of the search. */
  String PHASE = "search";

  /**
   * The phase of the search. At its end every score is 0 or 1 and one logit of each choice is the
   * greatest; the cost of that is at the target.
   */
  Phase search(SearchTask task);

  /** How many steps train the weights of what was found. */
  default long finetuneSteps(SearchConfig.StepsConfig steps) {
    return steps.finetune();
  }
}
