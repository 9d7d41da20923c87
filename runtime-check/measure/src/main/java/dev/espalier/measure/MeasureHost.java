package dev.espalier.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures this machine under a runtime: times generated networks, fits a profile to their kernels,
 * and checks it on whole models that share no kernel with what was fitted.
 *
 * @param models to check on
 * @param networks to generate
 * @param rounds of measurements
 * @param folder keeps measurements, so that an interrupted job goes on where it stopped
 */
public record MeasureHost(
    HostRuntime runtime, List<Path> models, int networks, int rounds, long seed, Path folder) {
  /** A fitted profile and how it did. */
  public record Result(HostProfile profile, List<ModelCheck> checks) {
    public Result {
      checks = List.copyOf(checks);
    }
  }

  /**
   * Measures and fits.
   *
   * @param progress is told what was done
   */
  public Result run(Consumer<String> progress) throws IOException {
    Files.createDirectories(folder);
    MeasureNetworks measure = new MeasureNetworks(runtime, folder, progress);
    List<Measured> generated =
        measure.generated(networks, rounds).stream().map(Measured::of).toList();
    List<Measured> held = measure.models(models, rounds).stream().map(Measured::of).toList();
    HostProfile profile = new FitHost(runtime, HostCpu.name(), held, seed).fit(generated);
    return new Result(profile, held.stream().map(m -> ModelCheck.of(profile, m)).toList());
  }
}
