package dev.espalier.search.method;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.config.SearchConfig.Method;
import dev.espalier.search.method.SweepSummary.Result;
import dev.espalier.search.report.SweepPage;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches one supernet for several targets, each in a folder of its own. The first search trains
 * the supernet, the others start from it. Other methods can be compared, on equal terms: each gets
 * the same supernet and, as its target, what the result of the search costs.
 *
 * @param search for one target, which takes no part; its folder holds those of the sweep
 * @param compared with the method of the search
 */
public record SweepJob(SearchJob search, List<SweepTarget> targets, List<Method> compared) {
  /** What the sweep came to. */
  public static final String SUMMARY = "sweep.json";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  public SweepJob {
    targets = List.copyOf(targets);
    compared = List.copyOf(compared);
    for (SweepTarget target : targets) {
      if (!target.share() && search.config().target().device().isEmpty()) {
        throw new ConfigException("--sweep: %s needs a target.device", target.text());
      }
    }
  }

  /**
   * Runs until the end, or until interrupted. Of a search that is done, the result is compiled and
   * validated again.
   *
   * @return what came out; nothing if interrupted
   */
  public Optional<SweepSummary> run(Progress progress, Interruption interruption)
      throws IOException {
    return interruption.during(() -> open(progress, interruption));
  }

  private Optional<SweepSummary> open(Progress progress, Interruption interruption)
      throws IOException {
    List<SearchSummary> done = new ArrayList<>();
    for (SweepTarget target : targets) {
      if (!run(target, done, progress, interruption)) {
        return Optional.empty();
      }
    }
    SweepSummary summary = summary(done);
    write(summary);
    new SweepPage(summary).write(search.folder().resolve(SweepPage.FILE));
    return Optional.of(summary);
  }

  /** The search for a target, and what it is compared with; whether that is all done. */
  private boolean run(
      SweepTarget target, List<SearchSummary> done, Progress progress, Interruption interruption)
      throws IOException {
    Optional<SearchSummary> found = job(target).open(progress, interruption);
    if (found.isEmpty()) {
      return false;
    }
    done.add(found.get());
    for (Method method : compared) {
      Optional<SearchSummary> other =
          job(method, target, found.get().cost().model()).open(progress, interruption);
      if (other.isEmpty()) {
        return false;
      }
      done.add(other.get());
    }
    return true;
  }

  private SearchJob job(SweepTarget target) {
    SearchConfig config = search.config();
    Optional<String> trained =
        target.equals(targets.get(0)) ? config.supernet() : Optional.of(supernet());
    return job(config.with(config.method(), target.in(config.target()), trained), target.folder());
  }

  private SearchJob job(Method method, SweepTarget target, double cost) {
    SearchConfig config = search.config();
    return job(
        config.with(method, config.target().at(cost), Optional.of(supernet())),
        target.folder() + "-" + method.text());
  }

  private SearchJob job(SearchConfig config, String folder) {
    return new SearchJob(
        config, search.base(), search.folder().resolve(folder), search.resume(), search.compiler());
  }

  /** What the first search has trained. */
  private String supernet() {
    Path first = search.folder().resolve(targets.get(0).folder());
    return first.resolve(SupernetPhase.FILE).toAbsolutePath().toString();
  }

  private static SweepSummary summary(List<SearchSummary> done) {
    SearchSummary first = done.get(0);
    return new SweepSummary(
        first.network(),
        first.target().unit(),
        first.target().device(),
        new SweepSummary.Whole(first.cost().supernet(), first.accuracies().supernet()),
        done.stream().map(SweepJob::result).toList());
  }

  private static Result result(SearchSummary summary) {
    return new Result(
        summary.method(),
        summary.target().cost(),
        summary.target().share(),
        summary.cost().model(),
        summary.accuracies().model().orElse(summary.accuracies().masked()),
        summary.model().parameters(),
        summary.model().macs());
  }

  private void write(SweepSummary summary) throws IOException {
    Path unfinished = search.folder().resolve("." + SUMMARY);
    JSON.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), summary);
    Files.move(unfinished, search.folder().resolve(SUMMARY), StandardCopyOption.ATOMIC_MOVE);
  }
}
