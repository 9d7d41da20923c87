package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.search.baseline.BaselineMethod;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.report.SearchPage;
import dev.espalier.search.rtseg.RtSegSearch;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.MaskedSlices;
import dev.espalier.search.train.MetricsFile;
import dev.espalier.search.train.Progress;
import dev.espalier.search.train.Protection;
import dev.espalier.search.train.RunData;
import dev.espalier.search.train.RunFolder;
import dev.espalier.search.train.TrainingGraphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Searches the supernet of a configuration, and compiles what is found.
 *
 * @param base the folder that paths in the configuration are relative to
 * @param folder for checkpoints, metrics, and what comes out
 * @param resume whether to go on from the checkpoint in the folder, if there is one
 * @param compiler makes {@code model.onnx} and all that belongs to it
 */
public record SearchJob(
    SearchConfig config, Path base, Path folder, boolean resume, SubnetCompiler compiler) {
  /** The supernet with the masks and choices that were found, and its trained weights. */
  public static final String SUPERNET = "supernet.onnx";

  /** What the search came to. */
  public static final String SUMMARY = "search.json";

  /**
   * Runs until the end, or until interrupted.
   *
   * @return what came out; nothing if interrupted
   * @throws dev.espalier.search.config.ConfigException when the configuration, the data and the
   *     folder do not fit
   */
  public Optional<SearchSummary> run(Progress progress, Interruption interruption)
      throws IOException {
    return interruption.during(() -> open(progress, interruption));
  }

  /** Runs as a part of what may be interrupted. */
  Optional<SearchSummary> open(Progress progress, Interruption interruption) throws IOException {
    config.supernet().map(base::resolve).ifPresent(SupernetPhase::requireFile);
    PyTorch.setThreads(config.usedThreads());
    RunData data = RunData.open(config, base);
    TrainingGraphs graphs = TrainingGraphs.of(config, base, data).masked();
    CostTarget target = CostTarget.of(config, base, data.data().classes());
    try (RunFolder own = RunFolder.open(folder, config.tree(), config.usedThreads());
        Parameters parameters = Parameters.of(graphs.training());
        Network training = Network.of(graphs.training(), parameters);
        Network deployed = Network.of(graphs.deployed(), parameters);
        Protection protection = new Protection(new MaskedSlices(graphs.training()));
        Teacher teacher = new Teacher(config, own, graphs.training())) {
      SearchTask task =
          new SearchTask(
              config,
              data,
              own,
              training,
              deployed,
              protection,
              target.cost(),
              target.value(),
              teacher);
      List<Phase> phases = phases(task);
      Phases run = new Phases(task, phases, progress, interruption);
      try (MetricsFile metrics = run.start(resume)) {
        return run.run(metrics)
            ? Optional.of(finish(task, new Summarize(task, target, phases, metrics)))
            : Optional.empty();
      }
    }
  }

  private List<Phase> phases(SearchTask task) {
    SearchMethod method = method();
    return List.of(
        new SupernetPhase(task, base),
        method.search(task),
        new FinetunePhase(task, method.finetuneSteps(config.steps())));
  }

  private SearchMethod method() {
    return switch (config.method()) {
      case RTSEG -> RtSegSearch::new;
      case UNIFORM -> new BaselineMethod(PruneMethod.UNIFORM);
      case RANDOM -> new BaselineMethod(PruneMethod.RANDOM);
      case L1 -> new BaselineMethod(PruneMethod.L1);
      case SLIMMING -> new BaselineMethod(PruneMethod.SLIMMING);
      case FPGM -> new BaselineMethod(PruneMethod.FPGM);
    };
  }

  private SearchSummary finish(SearchTask task, Summarize summarize) throws IOException {
    Graph found = task.parameters().written(task.deployed().graph());
    task.folder().write(SUPERNET, found, config.data().preprocessing());
    boolean compiled = compiler.compile(folder.resolve(SUPERNET), folder);
    SearchSummary summary = summarize.run(folder, compiled);
    task.folder().write(SUMMARY, summary);
    Optional<Path> model = Optional.of(folder.resolve(RunFolder.MODEL)).filter(file -> compiled);
    new SearchPage(summary, config.tree(), new ShowScenes(task, model).run())
        .write(folder.resolve(MetricsFile.FILE), folder.resolve(SearchPage.FILE));
    return summary;
  }
}
