package dev.espalier.measure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.measure.fit.KindFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The CPU of a machine under one runtime and one thread, fitted to kernels that were timed on it.
 * It says nothing about any other device.
 *
 * @param version of this form, {@link #VERSION}
 * @param name such as {@code intel-xeon-cpu-onnxruntime-fp32}
 * @param cpu as the system names it
 * @param runtimeVersion of the library
 * @param networks generated ones the kernels are from
 * @param leftOut kernels that were not fitted because a model to be checked has the same
 * @param perRun milliseconds of a run beside its kernels
 * @param perNode milliseconds between a kernel's time under the profiler and without it, negative
 *     where the profiler costs more than it leaves out
 * @param kinds by name
 */
public record HostProfile(
    int version,
    String name,
    String cpu,
    String runtime,
    String runtimeVersion,
    int networks,
    int leftOut,
    double perRun,
    double perNode,
    List<KindFit> kinds) {
  /** The version that this program reads and writes. */
  public static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public HostProfile {
    kinds = List.copyOf(kinds);
  }

  /** The time of a kernel in milliseconds; empty when none of its kind was measured. */
  public Optional<Double> milliseconds(HostKernel kernel) {
    return kinds.stream()
        .filter(kind -> kind.kind().equals(kernel.kind()))
        .findFirst()
        .map(kind -> kind.milliseconds(kernel));
  }

  /** Writes the profile. */
  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /**
   * Reads a profile.
   *
   * @throws LatencyDataException when the file is none, or one of another version
   */
  public static HostProfile read(Path file) throws IOException {
    try {
      HostProfile profile = JSON.readValue(file.toFile(), HostProfile.class);
      if (profile.version != VERSION) {
        throw new LatencyDataException(
            "%s is a host profile of version %d, not %d", file, profile.version, VERSION);
      }
      return profile;
    } catch (JacksonException e) {
      throw new LatencyDataException("%s is no host profile: %s", file, e.getOriginalMessage());
    }
  }
}
