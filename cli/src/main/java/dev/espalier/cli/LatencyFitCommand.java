package dev.espalier.cli;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.MeasurementFile;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.profile.DataSource;
import dev.espalier.latency.profile.FitProfile;
import dev.espalier.latency.profile.Identity;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency fit DATA.csv -o FILE}: a profile from measured kernels. */
final class LatencyFitCommand implements Command {
  private static final String RUNTIME = "runtime";
  private static final String METHOD = "method";
  private static final String SEED = "seed";
  private static final String WINOGRAD = "winograd-tiles";
  private static final String SOURCE = "source";
  private static final String COMMIT = "commit";
  private static final String LICENCE = "licence";
  private static final int MOST_TILES = 1 << 20;

  @Override
  public Description description() {
    return new Description(
        "latency fit",
        "fit a device profile to measured kernels, and tell how well it predicts unseen ones",
        "DATA.csv -o FILE --runtime NAME [OPTION...]",
        "espalier latency fit kernels.csv -o phone.json --runtime tvm-opencl");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the profile to write, as JSON"))
        .addOption(CommonOptions.value(RUNTIME, "NAME", "that ran the kernels, part of the name"))
        .addOption(RowsOption.gpu())
        .addOption(RowsOption.precision())
        .addOption(
            CommonOptions.value(
                METHOD, String.join("|", methods()), "how to fit (default roofline-gp)"))
        .addOption(CommonOptions.value(SEED, "N", "of folds and networks (default 0)"))
        .addOption(
            CommonOptions.value(
                WINOGRAD, "N", "4x4 tiles from which wide 3x3 run by Winograd (default: never)"))
        .addOption(CommonOptions.value(SOURCE, "TEXT", "who measured, for the profile"))
        .addOption(CommonOptions.value(COMMIT, "TEXT", "of the source, for the profile"))
        .addOption(CommonOptions.value(LICENCE, "TEXT", "of the data, for the profile"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path data = Arguments.path(line, "DATA.csv");
    Path target = Arguments.outputPath(line);
    String runtime = Arguments.required(line, RUNTIME);
    FitProfile fit = new FitProfile(new FitModels(method(line), seed(line)), tiles(line));
    Measurements rows = MeasurementFile.read(data);
    Device device = RowsOption.device(line, rows);
    console.progress("fitting " + device);
    Profile profile =
        fit.run(
            rows,
            new Identity(device.gpu(), runtime, device.precision()),
            DataSource.of(data, text(line, SOURCE), text(line, COMMIT), text(line, LICENCE)));
    Files.writeString(target, ProfileFile.write(profile));
    new LatencyTables(console).validations(profile.validation());
    console.note("%s is in %s", profile.name(), target);
    return Exit.OK;
  }

  private static Method method(CommandLine line) {
    return Method.parse(Arguments.oneOf(line, METHOD, methods())).orElseThrow();
  }

  /** The words for the methods, the default first. */
  private static String[] methods() {
    return Stream.of(
            Method.ROOFLINE_GAUSSIAN_PROCESS, Method.ROOFLINE_MLP, Method.MLP, Method.ROOFLINE)
        .map(Method::text)
        .toArray(String[]::new);
  }

  private static long seed(CommandLine line) {
    return line.hasOption(SEED) ? Arguments.whole(line, SEED, 0, Long.MAX_VALUE - 1000) : 0;
  }

  private static int tiles(CommandLine line) {
    return line.hasOption(WINOGRAD) ? (int) Arguments.whole(line, WINOGRAD, 0, MOST_TILES) : 0;
  }

  private static String text(CommandLine line, String option) {
    return line.getOptionValue(option, "");
  }
}
