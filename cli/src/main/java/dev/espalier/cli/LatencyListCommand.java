package dev.espalier.cli;

import dev.espalier.latency.profile.ShippedProfiles;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency list}: the device profiles that can be named. */
final class LatencyListCommand implements Command {
  @Override
  public String name() {
    return "latency list";
  }

  @Override
  public String summary() {
    return "list the device profiles";
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public String example() {
    return "espalier latency list";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public int run(CommandLine line, Console console) {
    Arguments.operands(line);
    ShippedProfiles.names().forEach(name -> console.result("%s", name));
    return Exit.OK;
  }
}
