package dev.espalier.examples.streets;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.ModelMetadata;
import dev.espalier.accuracy.score.Predict;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.check.Runner;
import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Format;
import dev.espalier.examples.Example;
import dev.espalier.search.report.Scene;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compiles what a search of RTSeg found on synthetic streets, compares masked supernet and compiled
 * model on streets that it has not seen, and shows the report of the search.
 */
public final class SearchedStreets implements Example {
  private static final int EVALUATED = 16;
  private static final int SHOWN = 3;

  /** A hundredth of a percent. */
  private static final double MOST_DIFFERENCE = 1e-4;

  @Override
  public String name() {
    return "streets";
  }

  @Override
  public String description() {
    return "compile what a search found on synthetic streets, compare, and see the report";
  }

  @Override
  public boolean run(Path out, PrintStream log) throws IOException {
    FinishedSearch search = FinishedSearch.copy(out);
    CompileResult result =
        new CompileJob(search.supernet(), out, CompileOptions.DEFAULTS)
            .run(step -> log.println("  " + step));
    result.failures().forEach(failure -> log.println("failed: " + failure));
    return result.failures().isEmpty() && compare(search, result.report(), out, log);
  }

  private static boolean compare(
      FinishedSearch search, CompileReport report, Path out, PrintStream log) throws IOException {
    Settings settings = new Settings(Optimise.ALL, Runtime.getRuntime().availableProcessors());
    Preprocessing preprocessing = ModelMetadata.preprocessing(search.supernet()).orElseThrow();
    DataSet streets = search.unseen(EVALUATED);
    try (Runner masked = OnnxRuntimeRunner.open(search.supernet(), settings);
        Runner compiled = OnnxRuntimeRunner.open(out.resolve(Format.ONNX.file()), settings)) {
      Predict before = new Predict(masked, preprocessing);
      Predict after = new Predict(compiled, preprocessing);
      List<Scene> scenes =
          IntStream.range(0, SHOWN)
              .mapToObj(i -> Scene.of(streets.sample(i)))
              .map(scene -> scene.with("masked supernet", before).with("compiled", after))
              .toList();
      search.page(scenes);
      Comparison.write(scenes.get(0), out.resolve("comparison.png"));
      return tell(
          report,
          accuracy(masked, preprocessing, streets),
          accuracy(compiled, preprocessing, streets),
          out,
          log);
    }
  }

  private static double accuracy(Runner model, Preprocessing preprocessing, DataSet data) {
    return new Evaluate(model, preprocessing, Optional.empty(), Map.of())
        .run(data, () -> {})
        .accuracy(data.classes().size(), false)
        .mIoU()
        .orElseThrow();
  }

  private static boolean tell(
      CompileReport report, double masked, double compiled, Path out, PrintStream log) {
    CompileReport.Input input = report.input();
    CompileReport.Output output = report.outputs().get(0);
    line(log, "                 supernet        compiled");
    line(log, "parameters %,14d  %,14d", input.parameters(), output.parameters());
    line(log, "MACs       %,14d  %,14d", input.macs(), output.macs());
    line(log, "mIoU       %13.2f%%  %13.2f%%", 100 * masked, 100 * compiled);
    line(
        log,
        "on %d streets that it has not seen; pictures: %s",
        EVALUATED,
        out.resolve("comparison.png"));
    line(log, "the report of the search: %s", out.resolve("search.html"));
    boolean same = Math.abs(masked - compiled) <= MOST_DIFFERENCE;
    if (!same) {
      line(log, "failed: masked supernet and compiled model do not see the same");
    }
    return same;
  }

  private static void line(PrintStream log, String format, Object... arguments) {
    log.println(String.format(Locale.ROOT, format, arguments));
  }
}
