package dev.espalier.cli;

import dev.espalier.latency.read.MeasurementRows;
import dev.espalier.latency.read.OrtProfile;
import dev.espalier.latency.read.ProbeResults;
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
  public Description description() {
    return new Description(
        "latency import",
        "turn what probes, benchmark_model or ONNX Runtime wrote into rows of measurements",
        "RESULTS -o FILE --gpu NAME [OPTION...]",
        "espalier latency import profile.json -o rows.csv --gpu \"Host CPU\" --precision fp32");
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
    if (Files.isDirectory(results)) {
      probes(results, rows, target, console);
    } else {
      file(results, rows, target, console);
    }
    return Exit.OK;
  }

  private static void file(Path results, MeasurementRows rows, Path target, Console console)
      throws IOException {
    RunTimes times = ReadResults.read(results);
    times.warnings().forEach(console::warning);
    Files.writeString(
        target,
        ReadResults.isOnnxRuntime(results)
            ? rows.nodes(OrtProfile.read(results))
            : rows.unsized(times.rows()));
    console.result("%d rows are in %s", times.rows().size(), target);
  }

  private static void probes(Path folder, MeasurementRows rows, Path target, Console console)
      throws IOException {
    ProbeResults results = ProbeResults.read(folder);
    results.warnings().forEach(console::warning);
    Files.writeString(target, rows.probes(results.times()));
    console.result(
        "%d rows are in %s, each less the %.3f ms of the empty probe",
        results.times().size(), target, results.baselineMs());
  }
}
