package dev.espalier.cli;

import dev.espalier.ir.text.Nearest;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfileFile;
import dev.espalier.latency.profile.ShippedProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --device}: the name of a shipped profile, or a profile file. */
final class DeviceOption {
  static final String DEVICE = "device";
  private static final String SUFFIX = ".json";

  private DeviceOption() {}

  static Option option() {
    return CommonOptions.value(
        DEVICE, "ID", "a profile of espalier latency list, or a .json file with one");
  }

  /** The profile that the option names. */
  static Profile profile(CommandLine line) throws IOException {
    String id = Arguments.required(line, DEVICE);
    Optional<Profile> shipped = ShippedProfiles.named(id);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    if (id.endsWith(SUFFIX)) {
      return read(Arguments.path(id));
    }
    throw new UsageException(
        "there is no device '%s'%s (espalier latency list shows them)",
        id, Nearest.hint(id, ShippedProfiles.names(), ""));
  }

  private static Profile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new LatencyDataException("--%s: %s is no file", DEVICE, file);
    }
    return ProfileFile.read(file.toString(), Files.readString(file));
  }
}
