package dev.espalier.search.rtseg;

import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.config.SearchConfig.RegulariserConfig;
import dev.espalier.search.config.SearchConfig.Searched;

/**
 * What depends on the step of a search, which is counted from 0.
 *
 * @param steps of the search
 */
record Timetable(SearchConfig config, long steps) {
  /** The temperature: it falls exponentially from the first step to the last. */
  double temperature(long step) {
    double first = config.temperature().first();
    double last = config.temperature().last();
    if (step >= steps - 1) {
      return last;
    }
    double done = (double) step / (steps - 1);
    return Math.max(last, first * StrictMath.pow(last / first, done));
  }

  /** Whether choices do not change any more; always if only channels are searched. */
  boolean choicesAreFrozen(long step) {
    return config.searched() == Searched.CHANNELS
        || step >= steps - Math.round(config.freeze().choices() * steps);
  }

  /** Whether this is the first step in which choices do not change. */
  boolean choicesFreeze(long step) {
    return choicesAreFrozen(step) && (step == 0 || !choicesAreFrozen(step - 1));
  }

  /** Whether masks do not change any more; always if only blocks are searched. */
  boolean masksAreFrozen(long step) {
    return config.searched() == Searched.BLOCKS
        || step >= steps - Math.round(config.freeze().masks() * steps);
  }

  /** The weight of the pull towards the target after it has grown some times. */
  double beta(long growths) {
    RegulariserConfig pull = config.regulariser();
    return pull.beta() * Math.min(StrictMath.pow(pull.growth(), (double) growths), pull.most());
  }

  /** Whether the weight of the pull may grow after a step. */
  boolean mayGrow(long step) {
    long every = Math.max(1, Math.round(config.regulariser().every() * steps));
    return (step + 1) % every == 0;
  }
}
