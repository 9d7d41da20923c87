package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.latency.profile.Profile;
import java.io.IOException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --device}: the name of a shipped profile, or a profile file. */
final class DeviceOption {
  static final String DEVICE = CompileArguments.DEVICE;

  private DeviceOption() {}

  static Option option() {
    return CommonOptions.value(
        DEVICE, "ID", "a profile of espalier latency list, or a .json file with one");
  }

  /** The profile that the option names. */
  static Profile profile(CommandLine line) throws IOException {
    return Arguments.value(line, DEVICE).profile();
  }
}
