package dev.espalier.cli;

import dev.espalier.measure.HostReport;
import dev.espalier.measure.HostRuntime;
import dev.espalier.measure.MeasureHost;
import dev.espalier.measure.OnnxRuntimeHost;
import dev.espalier.measure.TfliteHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency measure}: a profile of this machine's CPU, checked on models. */
final class LatencyMeasureCommand implements Command {
  private static final String RUNTIME = "runtime";
  private static final String NETWORKS = "networks";
  private static final String ROUNDS = "rounds";
  private static final String SEED = "seed";
  private static final String WORK = "work";
  private static final int DEFAULT_NETWORKS = 240;
  private static final int DEFAULT_ROUNDS = 3;
  private static final int MOST = 10_000;

  @Override
  public Description description() {
    return new Description(
        "latency measure",
        "fit a profile of this machine's CPU and check it on models",
        "[MODEL...] --runtime onnxruntime|tflite -o FILE [OPTION...]",
        "espalier latency measure models/*.onnx --runtime onnxruntime -o host.json");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the profile to write"))
        .addOption(CommonOptions.value(RUNTIME, "onnxruntime|tflite", "what runs the kernels"))
        .addOption(CommonOptions.value(NETWORKS, "N", "generated networks to time (default 240)"))
        .addOption(CommonOptions.value(ROUNDS, "N", "times each one is measured (default 3)"))
        .addOption(CommonOptions.value(SEED, "N", "of the folds of cross-validation (default 1)"))
        .addOption(
            CommonOptions.value(
                WORK, "DIR", "measurements so far, kept to go on later (default FILE.work)"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path target = Arguments.outputPath(line);
    List<Path> models = line.getArgList().stream().map(Arguments::path).toList();
    MeasureHost job =
        new MeasureHost(
            runtime(line),
            models,
            count(line, NETWORKS, DEFAULT_NETWORKS),
            count(line, ROUNDS, DEFAULT_ROUNDS),
            count(line, SEED, 1),
            line.hasOption(WORK)
                ? Arguments.path(line.getOptionValue(WORK))
                : target.resolveSibling(target.getFileName() + ".work"));
    MeasureHost.Result result = job.run(message -> console.note("%s", message));
    result.profile().write(target);
    console.text(HostReport.of(result));
    return Exit.OK;
  }

  private static HostRuntime runtime(CommandLine line) {
    Arguments.required(line, RUNTIME);
    String name = Arguments.oneOf(line, RUNTIME, "onnxruntime", "tflite");
    return name.equals("tflite") ? new TfliteHost() : new OnnxRuntimeHost();
  }

  private static int count(CommandLine line, String option, int otherwise) {
    return line.hasOption(option) ? (int) Arguments.whole(line, option, 1, MOST) : otherwise;
  }
}
