package dev.espalier.latency.width;

import dev.espalier.ir.Graph;
import dev.espalier.latency.estimate.RequireGpu;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.prune.PrunePlan;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.model.LiteModel;

/** Compiles and lowers a graph once for each pool, narrower, to learn which sizes depend on it. */
final class LearnWidths {
  private LearnWidths() {}

  /**
   * Learns all pools.
   *
   * @param device what messages call the device
   */
  static ScaledModel of(PrunePlan plan, String device) {
    LiteModel whole = lower(plan.masked().graph());
    RequireGpu.check(whole, device);
    ScaledModel model = new ScaledModel(whole);
    int count = plan.pools().size();
    for (int pool = 0; pool < count; pool++) {
      int[] one = new int[count];
      one[pool] = 1;
      int removed = plan.pools().get(pool).steps().get(0).channels();
      model.learn(pool, removed, lower(plan.masked(one).graph()));
    }
    return model;
  }

  /** A graph as it runs when it is compiled. */
  static LiteModel lower(Graph masked) {
    return TfliteExporter.lower(Pipeline.standard(masked).graph(), TfliteOptions.DEFAULTS);
  }
}
