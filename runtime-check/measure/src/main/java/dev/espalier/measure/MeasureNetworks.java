package dev.espalier.measure;

import dev.espalier.check.RunException;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.measure.net.RandomNetwork;
import dev.espalier.onnx.OnnxException;
import dev.espalier.tflite.NotOnTargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Times networks in rounds: each once, then each once more, so that a slow minute of the machine
 * does not meet the same network twice. A round that is on disk already is not repeated.
 *
 * @param folder keeps what was measured
 * @param progress is told what comes next
 */
public record MeasureNetworks(HostRuntime runtime, Path folder, Consumer<String> progress) {
  private static final double PROFILED_SECONDS = 0.15;
  private static final double PLAIN_SECONDS = 0.1;
  private static final double MODEL_SECONDS = 0.7;

  /**
   * Times generated networks; each that the runtime can run and profile has one result per round.
   */
  public List<List<Round>> generated(int networks, int rounds) throws IOException {
    Map<Integer, List<Round>> measured = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int seed = 0; seed < networks; seed++) {
        if (round == 0 || measured.containsKey(seed)) {
          int network = seed;
          network(seed, round)
              .ifPresent(r -> measured.computeIfAbsent(network, n -> new ArrayList<>()).add(r));
        }
      }
      progress.accept("generated networks: round %d of %d".formatted(round + 1, rounds));
    }
    return List.copyOf(measured.values());
  }

  private Optional<Round> network(int seed, int round) throws IOException {
    String name = "random-" + seed;
    Path kept = kept(name, round);
    if (Files.exists(kept)) {
      return Optional.of(Round.read(kept));
    }
    Path file = folder.resolve(name + "." + runtime.format());
    if (!runtime.write(RandomNetwork.of(seed), file)) {
      return Optional.empty();
    }
    try {
      return attempt(name, file, kept, PROFILED_SECONDS, PLAIN_SECONDS);
    } finally {
      Files.delete(file);
    }
  }

  /** Times models; each that the runtime can run and profile has one result per round. */
  public List<List<Round>> models(List<Path> files, int rounds) throws IOException {
    Map<Path, List<Round>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Path file : files) {
        if (round == 0 || measured.containsKey(file)) {
          model(file, round)
              .ifPresent(r -> measured.computeIfAbsent(file, f -> new ArrayList<>()).add(r));
        }
      }
      progress.accept("models: round %d of %d".formatted(round + 1, rounds));
    }
    return List.copyOf(measured.values());
  }

  private Optional<Round> model(Path file, int round) throws IOException {
    String name = String.valueOf(file.getFileName());
    Path kept = kept(name, round);
    if (Files.exists(kept)) {
      return Optional.of(Round.read(kept));
    }
    return attempt(name, file, kept, 0, MODEL_SECONDS);
  }

  /** A measurement; empty for what the runtime cannot run or its profiler cannot tell apart. */
  private Optional<Round> attempt(String name, Path file, Path kept, double profiled, double plain)
      throws IOException {
    try {
      return Optional.of(measure(name, file, kept, profiled, plain));
    } catch (LatencyDataException | RunException | OnnxException | NotOnTargetException e) {
      progress.accept("left out: %s: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  private Path kept(String name, int round) {
    return folder.resolve("%s.%s.%d.json".formatted(name, runtime.name(), round));
  }

  private Round measure(String name, Path file, Path kept, double profiled, double plain)
      throws IOException {
    try (HostRuntime.Loaded loaded = runtime.load(file)) {
      Round round = new Round(name, loaded.profile(profiled), loaded.time(plain));
      round.write(kept);
      return round;
    }
  }
}
