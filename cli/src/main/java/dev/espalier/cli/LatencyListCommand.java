package dev.espalier.cli;

import dev.espalier.latency.fit.Validation;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ShippedProfiles;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency list}: the device profiles that can be named. */
final class LatencyListCommand implements Command {
  private static final double PERCENT = 100;

  @Override
  public Description description() {
    return new Description("latency list", "list the device profiles", "", "espalier latency list");
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public int run(CommandLine line, Console console) {
    Arguments.operands(line);
    console.result("%-34s %-12s %7s %s", "device", "kind", "kernels", "error of unseen kernels");
    ShippedProfiles.names().forEach(name -> show(name, console));
    return Exit.OK;
  }

  private static void show(String name, Console console) {
    Profile profile = ShippedProfiles.named(name).orElseThrow();
    Validation model = profile.validation().get(profile.validation().size() - 1);
    console.result(
        "%-34s %-12s %7d %.1f %% (mean), %.1f %% when a network is held out",
        name,
        profile.kind().text(),
        profile.provenance().rowsOfDevice(),
        PERCENT * model.grouped().mape(),
        PERCENT * model.byNetwork().mape());
  }
}
