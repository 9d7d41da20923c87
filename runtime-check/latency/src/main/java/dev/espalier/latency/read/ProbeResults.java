package dev.espalier.latency.read;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.RunTimes.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The times of probes on a device, as the script of {@code latency probe} leaves them in a folder:
 * {@link ProbeManifest#FILE}, and what {@code benchmark_model} printed for each probe.
 *
 * @param times of the probes, less that of the empty one
 * @param baselineMs the time of the empty probe
 * @param warnings about probes that have no usable time
 */
public record ProbeResults(List<Time> times, double baselineMs, List<String> warnings) {
  /** The probe that does next to nothing. */
  public static final String BASELINE = "baseline";

  /** No kernel is taken to be faster. */
  static final double LEAST_MS = 0.001;

  private static final String ENDING = ".txt";
  private static final Pattern CPU =
      Pattern.compile("GPU delegate.* (not be|partially) executed by the delegate");

  /**
   * One probe.
   *
   * @param milliseconds less the empty probe's, and at least {@link #LEAST_MS}
   * @param drowned whether the difference was below that bound: it says nothing about the kernel
   */
  public record Time(Probe probe, double milliseconds, boolean drowned) {}

  public ProbeResults {
    times = List.copyOf(times);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a folder. A probe without a usable text is left out with a warning.
   *
   * @throws LatencyDataException when there is no manifest, or no time of the empty probe
   */
  public static ProbeResults read(Path folder) {
    List<Probe> probes = ProbeManifest.read(folder);
    double baseline = whole(folder.resolve(BASELINE + ENDING));
    List<Time> times = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Probe probe : probes) {
      if (!probe.name().equals(BASELINE)) {
        try {
          Time time = time(probe, whole(folder.resolve(probe.name() + ENDING)) - baseline);
          times.add(time);
          if (time.drowned()) {
            warnings.add("%s is no slower than %s: flagged".formatted(probe.name(), BASELINE));
          }
        } catch (LatencyDataException e) {
          warnings.add("%s is left out: %s".formatted(probe.name(), e.getMessage()));
        }
      }
    }
    return new ProbeResults(times, baseline, warnings);
  }

  private static Time time(Probe probe, double milliseconds) {
    return new Time(probe, Math.max(LEAST_MS, milliseconds), milliseconds < LEAST_MS);
  }

  /** The time of a whole run. */
  private static double whole(Path file) {
    requireGpu(file);
    return ReadResults.read(file).rows().stream()
        .filter(row -> row.operator().equals(RunTimes.MODEL))
        .mapToDouble(Row::milliseconds)
        .findFirst()
        .orElseThrow(() -> new LatencyDataException("%s has no time of a whole run", file));
  }

  /** Where the GPU takes no model, or a part of one, benchmark_model times the CPU. */
  private static void requireGpu(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      if (lines.anyMatch(line -> CPU.matcher(line).find())) {
        throw new LatencyDataException("%s: not all of the model ran on the GPU", file);
      }
    } catch (NoSuchFileException e) {
      throw new LatencyDataException("%s does not exist", file);
    } catch (IOException e) {
      throw new LatencyDataException("%s cannot be read: %s", file, e.getMessage());
    }
  }
}
