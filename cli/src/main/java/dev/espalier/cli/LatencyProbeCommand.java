package dev.espalier.cli;

import dev.espalier.measure.WriteProbes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency probe -o DIR}: models of single operators to time on a phone. */
final class LatencyProbeCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "latency probe",
        "write models of single operators, and a script that times them on a phone",
        "-o DIR",
        "espalier latency probe -o probes");
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.output("DIR", "the folder to write"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Arguments.operands(line);
    Path folder = Arguments.outputPath(line);
    Set<String> probes = WriteProbes.into(folder);
    console.result("%d probes are in %s: %s", probes.size(), folder, String.join(", ", probes));
    console.result("%s times them", folder.resolve(WriteProbes.SCRIPT));
    return Exit.OK;
  }
}
