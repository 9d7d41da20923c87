package dev.espalier.cli;

import dev.espalier.compiler.ReportJson;
import dev.espalier.latency.data.MeasurementFile;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.profile.DataSource;
import dev.espalier.latency.profile.Evaluation;
import dev.espalier.latency.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency evaluate DATA.csv --device ID}: a profile against measured kernels. */
final class LatencyEvaluateCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "latency evaluate",
        "compare a device profile with measured kernels",
        "DATA.csv --device ID [--format text|json]",
        "espalier latency evaluate kernels.csv --device adreno660-tvm-opencl-fp16");
  }

  @Override
  public Options options() {
    return new Options().addOption(DeviceOption.option()).addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path file = Arguments.path(line, "DATA.csv");
    boolean json = Arguments.asksForJson(line);
    Profile profile = DeviceOption.profile(line);
    Measurements data = MeasurementFile.read(file);
    Evaluation evaluation = Evaluation.of(profile, file.getFileName().toString(), data);
    if (DataSource.of(file, "", "", "").sha256().equals(profile.provenance().sha256())) {
      console.warning(
          "%s was fitted to this file: the figures are not those of unseen kernels"
              .formatted(profile.name()));
    }
    if (json) {
      console.text(ReportJson.text(evaluation));
    } else {
      print(evaluation, new LatencyTables(console));
    }
    return Exit.OK;
  }

  private static void print(Evaluation evaluation, LatencyTables tables) {
    tables.head(evaluation.device());
    tables.accuracy("kernels", evaluation.accuracy());
    tables.sums("sum of a network's kernels", evaluation.networks());
  }
}
