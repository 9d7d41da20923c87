package dev.espalier.search.train;

import dev.espalier.search.config.ScheduleConfig;

/** The learning rate of each step, as a share of the configured one. */
@FunctionalInterface
public interface Schedule {
  /** The share at a step, which is counted from 0. */
  double share(long step);

  /** The schedule of a configuration over a number of steps. */
  static Schedule of(ScheduleConfig config, long steps) {
    Schedule schedule =
        switch (config.method()) {
          case POLY -> step -> StrictMath.pow(1 - (double) step / steps, config.power());
          case COSINE ->
              step -> 0.5 + 0.5 * StrictMath.cos(StrictMath.PI * ((double) step / steps));
          case STEP ->
              step -> StrictMath.pow(config.factor(), (double) passed(config, step, steps));
          case CONSTANT -> step -> 1;
        };
    return schedule.withWarmUp(config.warmup());
  }

  private static long passed(ScheduleConfig config, long step, long steps) {
    return config.milestones().stream().filter(share -> step >= share * steps).count();
  }

  /** This schedule, growing linearly from 0 in the first steps. */
  default Schedule withWarmUp(long steps) {
    return step -> share(step) * Math.min(1, (step + 1.0) / (steps + 1.0));
  }
}
