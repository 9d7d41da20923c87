package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.latency.estimate.KernelTime;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.width.LatencyCosts;
import dev.espalier.latency.width.LatencySurface;
import dev.espalier.passes.prune.Narrowable;
import dev.espalier.passes.prune.SumOfParts;
import dev.espalier.passes.prune.WidthCost;
import java.util.LinkedHashMap;
import java.util.Map;

/** The predicted time on a device, in milliseconds. */
public final class LatencyMeasure implements CostMeasure {
  private final ProfilePredictor predictor;
  private final SumOfParts.Memory memory = new SumOfParts.Memory();

  public LatencyMeasure(Profile profile) {
    this.predictor = new ProfilePredictor(profile);
  }

  @Override
  public String unit() {
    return "ms";
  }

  @Override
  public WidthCost learn(Narrowable graph) {
    return LatencySurface.of(graph, predictor, memory);
  }

  @Override
  public double of(Graph graph) {
    return new LatencyCosts(predictor).exact(graph);
  }

  @Override
  public Map<String, Double> byNode(Graph graph) {
    Map<String, Double> costs = new LinkedHashMap<>();
    for (KernelTime time : new LatencyCosts(predictor).estimate(graph).kernels()) {
      costs.merge(time.kernel().node(), time.milliseconds(), Double::sum);
    }
    return costs;
  }
}
