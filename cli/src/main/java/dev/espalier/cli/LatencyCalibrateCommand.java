package dev.espalier.cli;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.MeasurementFile;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.profile.CalibrateProfile;
import dev.espalier.latency.profile.DataSource;
import dev.espalier.latency.profile.Identity;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency calibrate ROWS.csv --device NEAREST -o FILE}: few kernels, a profile. */
final class LatencyCalibrateCommand implements Command {
  private static final String NAME = "name";
  private static final String RUNTIME = "runtime";
  private static final String UNKNOWN = "unknown";
  private static final String SOURCE = "source";

  @Override
  public Description description() {
    return new Description(
        "latency calibrate",
        "make a device profile of a few measured kernels and the profile of a related device",
        "ROWS.csv --device NEAREST -o FILE [OPTION...]",
        "espalier latency calibrate rows.csv --device adreno660-tvm-opencl-fp16 -o phone.json"
            + " --runtime tflite-gpu");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the profile to write"))
        .addOption(DeviceOption.option())
        .addOption(CommonOptions.value(NAME, "ID", "of the profile (default: from the rows)"))
        .addOption(
            CommonOptions.value(RUNTIME, "NAME", "that ran the kernels (default: " + UNKNOWN + ")"))
        .addOption(RowsOption.gpu())
        .addOption(RowsOption.precision())
        .addOption(CommonOptions.value(SOURCE, "TEXT", "who measured, and how, for the profile"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path data = Arguments.path(line, "ROWS.csv");
    Path target = Arguments.outputPath(line);
    Profile nearest = DeviceOption.profile(line);
    Measurements rows = MeasurementFile.read(data);
    Device device = RowsOption.device(line, rows);
    if (!device.precision().equals(nearest.identity().precision())) {
      console.warning(
          "the rows are of %s and %s is of %s: a profile of the same precision is nearer"
              .formatted(device.precision(), nearest.name(), nearest.identity().precision()));
    }
    String runtime = line.getOptionValue(RUNTIME, UNKNOWN);
    Profile profile =
        new CalibrateProfile(nearest)
            .run(
                rows,
                new Identity(device.gpu(), runtime, device.precision()),
                DataSource.of(data, line.getOptionValue(SOURCE, ""), "", ""));
    Profile named = profile.withName(line.getOptionValue(NAME, profile.name()));
    Files.writeString(target, ProfileFile.write(named));
    print(named, console);
    console.note("%s (%s) is in %s", named.name(), named.kind().text(), target);
    return Exit.OK;
  }

  private static void print(Profile profile, Console console) {
    LatencyTables tables = new LatencyTables(console);
    if (profile.kind() == Profile.Kind.FITTED) {
      tables.validations(profile.validation());
      return;
    }
    console.result("%s", profile.notes().get(0));
    tables.head("held out");
    tables.accuracy("one kernel at a time", profile.validation().get(0).grouped());
    console.result("interval of a sum: x%.2f", profile.sumFactor());
  }
}
