package dev.espalier.latency.width;

import dev.espalier.ir.Graph;
import dev.espalier.latency.estimate.RequireGpu;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.prune.LearnSizes;
import dev.espalier.passes.prune.Narrowable;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Optional;

/** Compiles and lowers a graph at a few widths to learn which sizes depend on which pool. */
final class LearnWidths {
  private LearnWidths() {}

  /**
   * Learns all pools.
   *
   * @param device what messages call the device
   */
  static ScaledModel of(Narrowable graph, String device) {
    int[] none = new int[graph.widths().size()];
    LiteModel whole = lower(graph.narrowed(none));
    RequireGpu.check(whole, device);
    LiteModel base = NumberTensors.run(whole);
    LearnSizes.Sizes sizes = steps -> sizes(base, NumberTensors.run(lower(graph.narrowed(steps))));
    return new ScaledModel(base, LearnSizes.of(graph.widths(), shapes(base), sizes));
  }

  /** A graph as it runs when it is compiled. */
  static LiteModel lower(Graph masked) {
    return TfliteExporter.lower(Pipeline.standard(masked).graph(), TfliteOptions.DEFAULTS);
  }

  private static Optional<List<List<Integer>>> sizes(LiteModel base, LiteModel narrow) {
    boolean same =
        narrow.ops().size() == base.ops().size()
            && narrow.tensors().size() == base.tensors().size();
    for (int i = 0; same && i < base.ops().size(); i++) {
      same =
          base.ops().get(i).kind() == narrow.ops().get(i).kind()
              && base.ops().get(i).inputs().equals(narrow.ops().get(i).inputs());
    }
    for (int t = 0; same && t < base.tensors().size(); t++) {
      same = base.tensor(t).rank() == narrow.tensor(t).rank();
    }
    return same ? Optional.of(shapes(narrow)) : Optional.empty();
  }

  private static List<List<Integer>> shapes(LiteModel model) {
    return model.tensors().stream().map(LiteTensor::shape).toList();
  }
}
