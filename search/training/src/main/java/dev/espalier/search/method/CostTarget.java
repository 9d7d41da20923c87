package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.Nearest;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfileFile;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.config.SearchConfig.TargetConfig;
import dev.espalier.search.cost.CostMeasure;
import dev.espalier.search.cost.DeployedCost;
import dev.espalier.search.cost.LatencyMeasure;
import dev.espalier.search.cost.MacMeasure;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.cost.SupernetCost;
import dev.espalier.search.train.TrainingGraphs;
import dev.espalier.search.train.TrainingGraphs.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the result of a search may cost.
 *
 * @param graph the supernet for the pictures whose cost counts
 * @param measure of costs
 * @param value the most, in the unit of {@code cost}
 */
record CostTarget(Graph graph, CostMeasure measure, SupernetCost cost, double value) {
  /**
   * The target of a configuration.
   *
   * @param base the folder that paths are relative to
   */
  static CostTarget of(SearchConfig config, Path base, int classes) throws IOException {
    Size size = new Size(config.deploy().get(0), config.deploy().get(1));
    Graph graph = TrainingGraphs.masked(TrainingGraphs.graph(config, base, classes, false, size));
    CostMeasure measure = measure(config.target(), base);
    SupernetCost cost = new DeployedCost(graph, measure);
    return new CostTarget(graph, measure, cost, value(config.target(), cost));
  }

  private static CostMeasure measure(TargetConfig target, Path base) throws IOException {
    return target.device().isPresent()
        ? new LatencyMeasure(profile(target.device().get(), base))
        : new MacMeasure();
  }

  private static Profile profile(String device, Path base) throws IOException {
    Optional<Profile> shipped = ShippedProfiles.named(device);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    Path file = base.resolve(device);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "target.device: there is no device '%s'%s (espalier latency list shows them), and no file"
              + " %s",
          device, Nearest.hint(device, ShippedProfiles.names(), ""), file);
    }
    return ProfileFile.read(file.toString(), Files.readString(file));
  }

  private static double value(TargetConfig target, SupernetCost cost) {
    return target.keep().isPresent()
        ? target.keep().getAsDouble() * cost.whole()
        : target.ms().orElseGet(() -> target.macs().getAsDouble());
  }

  SearchSpace space() {
    return cost.space();
  }
}
