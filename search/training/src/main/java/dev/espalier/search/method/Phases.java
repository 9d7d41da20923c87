package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.MetricsFile;
import dev.espalier.search.train.Progress;
import dev.espalier.search.train.RunFolder;
import dev.espalier.search.train.Trainer;
import dev.espalier.search.train.TrainingMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs phases one after the other. Steps are counted over all of them; a checkpoint at the border
 * of two is the end of the former.
 */
final class Phases {
  private final SearchTask task;
  private final List<Phase> phases;
  private final Progress progress;
  private final Interruption interruption;
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private int first;

  Phases(SearchTask task, List<Phase> phases, Progress progress, Interruption interruption) {
    this.task = task;
    this.phases = phases;
    this.progress = progress;
    this.interruption = interruption;
  }

  /** Goes back to the checkpoint, if there is one; the metrics end there. */
  MetricsFile start(boolean resume) throws IOException {
    checkpoint = task.folder().checkpoint(resume, progress);
    Map<String, NDArray> state = task.parameters().state();
    checkpoint.ifPresent(found -> found.part(state.keySet()).restore(file(), state));
    while (done() > 0 && done() > end(first)) {
      first++;
    }
    progress.begin(done(), end(phases.size() - 1));
    return MetricsFile.open(task.folder().path(), phases.get(first).name(), done());
  }

  private Path file() {
    return task.folder().file(Checkpoint.FILE);
  }

  private long done() {
    return checkpoint.map(Checkpoint::step).orElse(0L);
  }

  private long begin(int phase) {
    return phases.subList(0, phase).stream().mapToLong(Phase::steps).sum();
  }

  private long end(int phase) {
    return begin(phase + 1);
  }

  /** Runs what is left; whether that is all done. */
  boolean run(MetricsFile metrics) throws IOException {
    for (int phase = first; phase < phases.size(); phase++) {
      if (!run(phase, metrics)) {
        return false;
      }
    }
    return true;
  }

  private boolean run(int index, MetricsFile metrics) throws IOException {
    Phase phase = phases.get(index);
    progress.phase(phase.name(), begin(index), end(index));
    try (TrainingMethod method = phase.begin()) {
      boolean goesOn = index == first && checkpoint.isPresent();
      if (goesOn) {
        checkpoint.get().restore(file(), method.state());
      }
      method.begin();
      long from = goesOn ? done() : begin(index);
      if (!trainer(index, method).run(from, metrics)) {
        return false;
      }
      phase.end();
      return true;
    }
  }

  private Trainer trainer(int index, TrainingMethod method) {
    Phase phase = phases.get(index);
    RunFolder folder = task.folder();
    return new Trainer(
        new Trainer.Plan(
            phase.name(),
            begin(index),
            end(index),
            phase.validatesFirst(),
            task.config().evaluateEvery(),
            task.config().saveEvery()),
        method,
        task.data().feed(),
        stop -> validate(phase, stop),
        steps -> folder.save(steps, method.state()),
        progress,
        interruption);
  }

  private Optional<Accuracy> validate(Phase phase, Interruption stop) {
    SearchTask now = phase.task();
    Choosing choosing = phase.validated();
    return now.recalibration()
        .during(choosing, () -> now.data().validation(now.deployed(), choosing).run(stop));
  }
}
