package dev.espalier.search.method;

import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.passes.Pipeline;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.cost.CompareParts;
import dev.espalier.search.cost.CompareParts.Part;
import dev.espalier.search.cost.SearchSpace.ChoiceOf;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.MetricsFile;
import dev.espalier.search.train.RunFolder;
import dev.espalier.search.train.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a search came to. */
record Summarize(SearchTask task, CostTarget target, List<Phase> phases, MetricsFile metrics) {
  SearchSummary run(Path folder, boolean compiled) throws IOException {
    SearchConfig config = task.config();
    Decisions decisions = new Decisions(target.space(), task.parameters());
    int[] kept = Decisions.kept(decisions.passing());
    double result = target.cost().exact(kept, decisions.branches());
    double whole = target.cost().whole();
    TensorType picture = target.graph().inputs().values().iterator().next();
    return new SearchSummary(
        config.method().text(),
        config.network().name(),
        task.data().data().train().classes(),
        new SearchSummary.Target(
            target.cost().unit(),
            config.target().device(),
            target.value(),
            target.value() / whole,
            picture.dim(3).value(),
            picture.dim(2).value()),
        new SearchSummary.Costs(whole, result, result / target.value()),
        size(all(), largest()),
        size(decisions.passing(), decisions.branches()),
        new GroupWidths(target.graph(), target.space())
            .of(decisions.passing(), decisions.branches()),
        blocks(decisions.branches()),
        parts(decisions),
        accuracies(compiled ? Optional.of(folder.resolve(RunFolder.MODEL)) : Optional.empty()),
        flips(),
        steps(),
        seconds());
  }

  private boolean[][] all() {
    boolean[][] all = new boolean[target.space().groups().size()][];
    for (int g = 0; g < all.length; g++) {
      all[g] = new boolean[target.space().groups().get(g).channels()];
      Arrays.fill(all[g], true);
    }
    return all;
  }

  private int[] largest() {
    return target.space().choices().stream()
        .mapToInt(choice -> choice.preferred().get(choice.branches() - 1))
        .toArray();
  }

  private List<Part> parts(Decisions decisions) {
    return CompareParts.of(
        costs(all(), largest()), costs(decisions.passing(), decisions.branches()));
  }

  private Map<String, Double> costs(boolean[][] passing, int... branches) {
    return target.measure().byNode(target.space().decided(target.graph(), passing, branches));
  }

  private SearchSummary.Size size(boolean[][] passing, int... branches) {
    Graph decided = target.space().decided(target.graph(), passing, branches);
    MacCount count = MacCounter.count(Pipeline.standard(decided).graph());
    return new SearchSummary.Size(count.parameters(), count.total().value());
  }

  private List<SearchSummary.Block> blocks(int... branches) {
    List<SearchSummary.Block> blocks = new ArrayList<>();
    for (int c = 0; c < branches.length; c++) {
      ChoiceOf choice = target.space().choices().get(c);
      Node node = target.graph().producer(choice.value()).orElseThrow();
      List<String> values = node.operands().subList(0, choice.branches());
      blocks.add(new SearchSummary.Block(choice.value(), values, values.get(branches[c])));
    }
    return blocks;
  }

  private SearchSummary.Accuracies accuracies(Optional<Path> model) throws IOException {
    List<Double> fine = numbers(FinetunePhase.NAME, Validation.MIOU);
    return new SearchSummary.Accuracies(
        last(numbers(SupernetPhase.NAME, Validation.MIOU)),
        fine.get(0),
        masked(),
        model.map(this::compiled));
  }

  /** Of the whole supernet, whatever was trained in its place. */
  private double masked() {
    return task.data()
        .validation(task.deployed(), Choosing.BEST)
        .run(new Interruption())
        .orElseThrow()
        .mIoU()
        .orElse(Double.NaN);
  }

  private static double last(List<Double> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  /** The numbers of a key in the lines of a phase. */
  private List<Double> numbers(String phase, String key) throws IOException {
    List<Double> numbers = new ArrayList<>();
    metrics.each(phase, key, line -> numbers.add(line.get(key).asDouble()));
    return numbers;
  }

  private double compiled(Path model) {
    Settings settings = new Settings(Optimise.ALL, task.config().usedThreads());
    try (OnnxRuntimeRunner runner = OnnxRuntimeRunner.open(model, settings)) {
      return new Evaluate(runner, task.config().data().preprocessing(), Optional.empty(), Map.of())
          .run(task.data().data().validation(), () -> {})
          .accuracy(task.data().data().classes(), false)
          .mIoU()
          .orElse(Double.NaN);
    }
  }

  private double flips() throws IOException {
    List<Double> flips = numbers(SearchMethod.PHASE, "flips");
    return 1000 * flips.stream().mapToDouble(f -> f).sum() / flips.size();
  }

  private Map<String, Double> seconds() throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Phase phase : phases) {
      List<Double> rates = numbers(phase.name(), "imagesPerSecond");
      rates.sort(null);
      if (!rates.isEmpty()) {
        seconds.put(phase.name(), task.config().batch() / rates.get(rates.size() / 2));
      }
    }
    return seconds;
  }

  private Map<String, Long> steps() {
    Map<String, Long> steps = new LinkedHashMap<>();
    phases.forEach(phase -> steps.put(phase.name(), phase.steps()));
    return steps;
  }
}
