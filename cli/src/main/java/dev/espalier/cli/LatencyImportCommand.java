package dev.espalier.cli;

import dev.espalier.latency.read.MeasurementRows;
import dev.espalier.latency.read.OrtProfile;
import dev.espalier.latency.read.ReadResults;
import dev.espalier.latency.read.RunTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency import RESULTS}: what a runtime wrote about its times, as rows. */
final class LatencyImportCommand implements Command {
  private static final String GPU = "gpu";
  private static final String PRECISION = "precision";

  @Override
  public String name() {
    return "latency import";
  }

  @Override
  public String summary() {
    return "turn what benchmark_model or ONNX Runtime wrote into rows of measurements";
  }

  @Override
  public String synopsis() {
    return "RESULTS -o FILE --gpu NAME [OPTION...]";
  }

  @Override
  public String example() {
    return "espalier latency import profile.json -o rows.csv --gpu \"Host CPU\" --precision fp32";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the rows to write, as CSV"))
        .addOption(CommonOptions.value(GPU, "NAME", "of the device that was measured"))
        .addOption(CommonOptions.value(PRECISION, "NAME", "fp16 (default), fp16_acc32 or fp32"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path results = Arguments.path(line, "RESULTS");
    Path target = Arguments.outputPath(line);
    MeasurementRows rows =
        new MeasurementRows(
            Arguments.required(line, GPU),
            line.hasOption(PRECISION)
                ? Arguments.oneOf(line, PRECISION, "fp16", "fp16_acc32", "fp32")
                : "fp16",
            String.valueOf(results.getFileName()));
    RunTimes times = ReadResults.read(results);
    times.warnings().forEach(console::warning);
    Files.writeString(
        target,
        ReadResults.isOnnxRuntime(results)
            ? rows.nodes(OrtProfile.read(results))
            : rows.unsized(times.rows()));
    console.result("%d rows are in %s", times.rows().size(), target);
    return Exit.OK;
  }
}
