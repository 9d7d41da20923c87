package dev.espalier.search.train;

import dev.espalier.accuracy.feed.Prefetch;
import dev.espalier.accuracy.score.Accuracy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The loop of a run: batches, steps, metrics, validations, checkpoints. What it computes is a
 * function of the method's state, the step and the feed.
 */
public final class Trainer {
  /**
   * When what happens. Steps are those of the whole run.
   *
   * @param phase of the run, in its metrics; empty if it has only one
   * @param begin steps done before the phase
   * @param end steps done after it
   * @param first whether there is a validation before the first step
   * @param evaluateEvery steps from one validation to the next
   * @param saveEvery steps from one checkpoint to the next
   */
  public record Plan(
      String phase, long begin, long end, boolean first, int evaluateEvery, int saveEvery) {
    /** That of a run with one phase. */
    public static Plan of(long steps, int evaluateEvery, int saveEvery) {
      return new Plan("", 0, steps, false, evaluateEvery, saveEvery);
    }
  }

  /** Validates the network as it is. */
  @FunctionalInterface
  public interface Validator {
    /** How well it does; empty if interrupted. */
    Optional<Accuracy> run(Interruption interruption);
  }

  /** Writes the state after some steps. */
  @FunctionalInterface
  public interface Saver {
    void save(long steps) throws IOException;
  }

  private final Plan plan;
  private final TrainingMethod method;
  private final Feed feed;
  private final Validator validator;
  private final Saver saver;
  private final Progress progress;
  private final Interruption interruption;

  public Trainer(
      Plan plan,
      TrainingMethod method,
      Feed feed,
      Validator validator,
      Saver saver,
      Progress progress,
      Interruption interruption) {
    this.plan = plan;
    this.method = method;
    this.feed = feed;
    this.validator = validator;
    this.saver = saver;
    this.progress = progress;
    this.interruption = interruption;
  }

  /**
   * Goes on after some steps. What is due is saved first and validated then, so that a run that
   * ends during a validation loses no step; the validation that is missing then comes first.
   *
   * @return whether everything is done, the last validation included; not if interrupted
   */
  public boolean run(long from, MetricsFile metrics) throws IOException {
    validateIfDue(from, metrics);
    long saved = from;
    long done = from;
    try (Prefetch<Batch> batches = feed.batches(from, plan.end)) {
      while (done < plan.end && !interruption.isRequested()) {
        step(done, batches.next(), metrics);
        done++;
        if (isDue(done, plan.saveEvery) || isDue(done, plan.evaluateEvery)) {
          saver.save(done);
          saved = done;
          validateIfDue(done, metrics);
        }
      }
    }
    if (saved < done) {
      saver.save(done);
    }
    return done == plan.end && isValidated(done, metrics);
  }

  private boolean isDue(long done, int every) {
    return done == plan.end || done > plan.begin && done % every == 0;
  }

  private boolean isValidated(long done, MetricsFile metrics) throws IOException {
    return metrics
        .last(plan.phase, Validation.MIOU)
        .filter(line -> line.get(MetricsFile.STEP).asLong() == done)
        .isPresent();
  }

  private void step(long step, Batch batch, MetricsFile metrics) throws IOException {
    long start = System.nanoTime();
    Map<String, Double> figures = method.step(step - plan.begin, batch);
    double loss = figures.get(TrainingMethod.LOSS);
    if (!Double.isFinite(loss)) {
      throw new DivergedException(step + 1, "the loss", loss);
    }
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    Map<String, Object> line = line(step + 1);
    line.putAll(figures);
    line.put("imagesPerSecond", feed.size() / seconds);
    ResidentMemory.bytes().ifPresent(bytes -> line.put("residentBytes", bytes));
    metrics.add(line);
    progress.done(step + 1, loss);
  }

  private void validateIfDue(long done, MetricsFile metrics) throws IOException {
    boolean first = plan.first && done == plan.begin;
    if ((first || isDue(done, plan.evaluateEvery)) && !isValidated(done, metrics)) {
      Optional<Accuracy> accuracy = validator.run(interruption);
      if (accuracy.isPresent()) {
        validated(done, accuracy.get(), metrics);
      }
    }
  }

  private void validated(long done, Accuracy accuracy, MetricsFile metrics) throws IOException {
    Map<String, Object> line = line(done);
    line.putAll(Validation.figures(accuracy));
    metrics.add(line);
    progress.validated(done, accuracy);
  }

  private Map<String, Object> line(long done) {
    Map<String, Object> line = new LinkedHashMap<>();
    if (!plan.phase.isEmpty()) {
      line.put(MetricsFile.PHASE, plan.phase);
    }
    line.put(MetricsFile.STEP, done);
    return line;
  }
}
