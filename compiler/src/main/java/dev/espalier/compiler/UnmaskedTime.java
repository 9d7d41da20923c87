package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.simplify.FoldConstants;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a supernet takes on a device before channels go: the blocks are those that are chosen. */
final class UnmaskedTime {
  private UnmaskedTime() {}

  /** Milliseconds; absent where there are no masks, or the GPU does not take the whole of it. */
  static Optional<Double> of(Graph input, CompileOptions options) {
    Graph graph = new FoldConstants().run(input);
    if (graph.nodes().stream().noneMatch(node -> node.op() instanceof ChannelMask)) {
      return Optional.empty();
    }
    Graph whole = Pipeline.standard(unmasked(graph)).graph();
    try {
      return Optional.of(
          PredictedTime.of(
                  TfliteExporter.export(whole, Set.of(), options.tflite()).model(),
                  options.device().orElseThrow())
              .figures()
              .predictedMs());
    } catch (NotOnTargetException e) {
      return Optional.empty();
    }
  }

  private static Graph unmasked(Graph graph) {
    Rebuild rebuild = new Rebuild(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask) {
        graph
            .constant(node, 1)
            .ifPresent(scores -> rebuild.constant(node.operands().get(1), passing(scores)));
      }
    }
    graph.nodes().forEach(rebuild::node);
    return rebuild.build();
  }

  private static Tensor passing(Tensor scores) {
    double[] values = new double[Math.toIntExact(scores.size())];
    Arrays.fill(values, 1);
    return Tensor.of(scores.element(), scores.shape(), values);
  }
}
