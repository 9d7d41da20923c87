package dev.espalier.search.train;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Resize;
import java.util.ArrayList;
import java.util.List;

/** Interpolates the outputs of a graph (bilinear, half-pixel) to the size of its input. */
final class FullSizeScores {
  private static final List<Long> IMAGE_AXES = List.of(2L, 3L);

  private FullSizeScores() {}

  static Graph of(Graph graph) {
    TensorType input = graph.inputs().values().iterator().next();
    List<Dim> size = input.dims().subList(2, 4);
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach(builder::constant);
    graph.nodes().forEach(builder::node);
    List<String> outputs = new ArrayList<>();
    for (String output : graph.outputs()) {
      outputs.add(
          graph.type(output).dims().subList(2, 4).equals(size)
              ? output
              : resized(builder, output, size));
    }
    return builder.build(outputs);
  }

  private static String resized(Graph.Builder builder, String output, List<Dim> size) {
    String name = output + ".full";
    Resize resize =
        new Resize(
            IMAGE_AXES,
            List.of(),
            size,
            Resize.Mode.LINEAR,
            Resize.Coordinates.HALF_PIXEL,
            Resize.Nearest.ROUND_PREFER_FLOOR,
            -0.75,
            false);
    builder.node(Node.of(resize, List.of(output), name));
    return name;
  }
}
