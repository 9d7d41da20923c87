package dev.espalier.search.method;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.SearchConfig;
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
 * the supernet, the others start from it.
 *
 * @param search for one target, which takes no part; its folder holds those of the sweep
 */
public record SweepJob(SearchJob search, List<SweepTarget> targets) {
  /** What the sweep came to. */
  public static final String SUMMARY = "sweep.json";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  public SweepJob {
    targets = List.copyOf(targets);
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
      Optional<SearchSummary> summary = job(target).open(progress, interruption);
      if (summary.isEmpty()) {
        return Optional.empty();
      }
      done.add(summary.get());
    }
    SweepSummary summary = summary(done);
    write(summary);
    new SweepPage(summary).write(search.folder().resolve(SweepPage.FILE));
    return Optional.of(summary);
  }

  private SearchJob job(SweepTarget target) {
    SearchConfig config = search.config();
    Path first = folder(targets.get(0)).resolve(SupernetPhase.FILE).toAbsolutePath();
    Optional<String> trained =
        target.equals(targets.get(0)) ? config.supernet() : Optional.of(first.toString());
    return new SearchJob(
        config.with(target.in(config.target()), trained),
        search.base(),
        folder(target),
        search.resume(),
        search.compiler());
  }

  private Path folder(SweepTarget target) {
    return search.folder().resolve(target.folder());
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
