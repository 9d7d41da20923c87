package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.prune.AlignMasks;
import dev.espalier.passes.simplify.FoldConstants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The input model with masks that let more channels pass, so that widths fit: what is compiled, and
 * compared with, in place of the input.
 *
 * @param align what widths are a multiple of
 * @param back how many masked channels pass again
 */
record AlignedModel(OnnxModel model, long align, long back) {
  static AlignedModel of(OnnxModel input, long align) {
    Graph separate = new FoldConstants().run(input.graph());
    Graph aligned = new AlignMasks(Math.toIntExact(align)).run(separate);
    long back = passing(aligned) - passing(separate);
    return new AlignedModel(input.withGraph(aligned), align, back);
  }

  private static long passing(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof ChannelMask)
        .mapToLong(node -> passing(graph, node))
        .sum();
  }

  private static long passing(Graph graph, Node mask) {
    double[] scores = graph.constant(mask, 1).map(Tensor::toDoubles).orElse(new double[0]);
    return Arrays.stream(scores).filter(ChannelMask::passes).count();
  }

  /**
   * Writes the model into a folder, for the comparison.
   *
   * @param input the file of the input model
   */
  Path write(Path folder, Path input) throws IOException {
    Path file = folder.resolve("aligned-" + input.getFileName());
    new OnnxWriter().write(model, file);
    return file;
  }

  /** What a reader of the report must know. */
  String note() {
    return "--align "
        + align
        + ": "
        + back
        + " masked channels pass again; what was written is equal to the model with these masks,"
        + " and its distance to the input model is stated";
  }
}
