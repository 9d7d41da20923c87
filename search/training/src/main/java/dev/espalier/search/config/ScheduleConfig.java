package dev.espalier.search.config;

import java.util.List;

/** The learning rate over time. */
public record ScheduleConfig(
    Method method, double power, List<Double> milestones, double factor, int warmup) {
  /** Schedules, by their names in files. */
  public enum Method {
    POLY,
    COSINE,
    STEP,
    CONSTANT
  }
}
