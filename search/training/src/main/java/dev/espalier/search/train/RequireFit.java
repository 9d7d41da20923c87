package dev.espalier.search.train;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Opaque;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.RunConfig;
import dev.espalier.search.train.TrainingGraphs.Size;
import java.util.List;

/** What a schema cannot say: whether the keys of a configuration fit each other and the data. */
final class RequireFit {
  private static final int COLOURS = 3;

  private RequireFit() {}

  /**
   * Looks at the keys.
   *
   * @throws ConfigException naming the first that does not fit
   */
  static void keys(RunConfig config, int classes, Size crop) {
    config
        .loss()
        .classWeights()
        .filter(weights -> weights.size() != classes)
        .ifPresent(
            weights -> {
              throw new ConfigException(
                  "loss.classWeights: found %d weights, wanted one for each of the %d classes",
                  weights.size(), classes);
            });
    List<Double> scale = config.augmentation().scale();
    if (scale.get(0) > scale.get(1)) {
      throw new ConfigException("augmentation.scale: found %s, wanted the lower one first", scale);
    }
    if ((long) COLOURS * crop.width() * crop.height() * config.batch() > Integer.MAX_VALUE) {
      throw new ConfigException(
          "batch: %d pictures of %d x %d do not fit into one tensor",
          config.batch(), crop.width(), crop.height());
    }
    if (config.network().name().endsWith(".onnx") && config.network().scale() != 1) {
      throw new ConfigException("network.scale: a file has the channels it has, wanted 1");
    }
  }

  /**
   * Looks at a network as it is trained, before its batch and its outputs are changed.
   *
   * @throws ConfigException naming the key that is at fault, and where the network is
   */
  static void network(Graph graph, int classes, Size crop) {
    TensorType input = graph.inputs().values().iterator().next();
    if (isOther(input.dim(3), crop.width()) || isOther(input.dim(2), crop.height())) {
      throw new ConfigException(
          "crop: the network takes %s, and it would be given pictures of %d x %d",
          input, crop.width(), crop.height());
    }
    for (String output : graph.outputs()) {
      TensorType type = graph.type(output);
      if (!type.element().isFloat() || type.rank() != 4 || !type.dim(1).is(classes)) {
        throw new ConfigException(
            "network.name: every output is trained, and wanted are scores of %d classes;"
                + " the output %s is %s",
            classes, output, type);
      }
    }
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque) {
        throw new ConfigException(
            "network.name: its operator %s (at %s) cannot be trained",
            opaque.kind(), node.result());
      }
    }
  }

  private static boolean isOther(Dim dim, int size) {
    return dim.isConstant() && !dim.is(size);
  }
}
