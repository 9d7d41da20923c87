package dev.espalier.compiler;

import dev.espalier.ir.text.Nearest;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfileFile;
import dev.espalier.latency.profile.ShippedProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a user gave for an option. What it cannot be is an {@link OptionException}.
 *
 * @param option its name on the command line, without dashes
 */
public record OptionValue(String option, String text) {
  private static final String SHAPE = "[1-9]\\d{0,9}(x[1-9]\\d{0,9}){0,5}";
  private static final String PROFILE = ".json";

  /** The shape of an input. */
  record NamedShape(String input, long[] shape) {}

  /** A whole number within bounds. */
  public long whole(long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber("a whole number").because(e);
    }
    throw new OptionException("--%s is from %d to %d, not %s", option, least, most, text);
  }

  /** A number within bounds. */
  public double number(double least, double most) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber("a number").because(e);
    }
    throw new OptionException("--%s is from %s to %s, not %s", option, least, most, text);
  }

  /** A number above 0. */
  public double positive(double most) {
    double number = number(0, most);
    if (number == 0) {
      throw new OptionException("--%s is above 0", option);
    }
    return number;
  }

  /** One of a few words. */
  public String oneOf(String... words) {
    if (List.of(words).contains(text)) {
      return text;
    }
    throw new OptionException(
        "--%s is %s, not '%s'%s",
        option, String.join(" or ", words), text, Nearest.hint(text, List.of(words), ""));
  }

  /** A path. */
  public Path path() {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new OptionException("--%s: '%s' is not a path", option, text).because(e);
    }
  }

  /** An existing folder. */
  public Path folder() {
    Path folder = path();
    if (!Files.isDirectory(folder)) {
      throw new OptionException("--%s: %s is not a folder", option, folder);
    }
    return folder;
  }

  /** The name of a shipped profile of a device, or a file with one. */
  public Profile profile() throws IOException {
    Optional<Profile> shipped = ShippedProfiles.named(text);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    if (text.endsWith(PROFILE)) {
      return read(path());
    }
    throw new OptionException(
        "--%s: there is no device '%s'%s (espalier latency list shows them)",
        option, text, Nearest.hint(text, ShippedProfiles.names(), ""));
  }

  /** The file this names when it is a device that is not shipped. */
  public Optional<Path> profileFile() {
    return ShippedProfiles.named(text).isEmpty() && text.endsWith(PROFILE)
        ? Optional.of(path())
        : Optional.empty();
  }

  private Profile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new LatencyDataException("--%s: %s is no file", option, file);
    }
    return ProfileFile.read(file.toString(), Files.readString(file));
  }

  /** A shape given as {@code name=1x3x512x1024}. */
  NamedShape shape() {
    int equals = text.lastIndexOf('=');
    if (equals <= 0 || !text.substring(equals + 1).matches(SHAPE)) {
      throw new OptionException("--%s is name=1x3x512x1024, not '%s'", option, text);
    }
    String[] sizes = text.substring(equals + 1).split("x", -1);
    return new NamedShape(
        text.substring(0, equals), Arrays.stream(sizes).mapToLong(Long::parseLong).toArray());
  }

  private OptionException notANumber(String wanted) {
    return new OptionException("--%s is %s, not '%s'", option, wanted, text);
  }
}
