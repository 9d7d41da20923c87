package dev.espalier.search.train;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.RunConfig;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Supernet;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;

/**
 * A network as it is trained and as it is deployed; constants of the same name are the same.
 *
 * @param training for a batch of crops; its outputs are scores of their size, auxiliary heads
 *     behind the first
 * @param deployed for one whole picture
 */
public record TrainingGraphs(Graph training, Graph deployed) {
  /** Width and height of pictures. */
  public record Size(int width, int height) {}

  /**
   * Builds or reads the network of a configuration.
   *
   * @param base the folder that paths are relative to
   */
  public static TrainingGraphs of(RunConfig config, Path base, RunData data) {
    int classes = data.data().classes();
    Graph training = graph(config, base, classes, true, data.crop());
    RequireFit.network(training, classes, data.crop());
    Graph deployed = graph(config, base, classes, false, data.whole());
    return new TrainingGraphs(FullSizeScores.of(batched(training, config.batch())), deployed);
  }

  /**
   * The network of a configuration.
   *
   * @param auxiliary whether it has its auxiliary heads
   * @param size of pictures; a file has its own
   */
  public static Graph graph(
      RunConfig config, Path base, int classes, boolean auxiliary, Size size) {
    String name = config.network().name();
    Graph graph =
        name.endsWith(".onnx")
            ? OnnxReader.read(base.resolve(name)).graph()
            : build(
                architecture(name),
                configuration(config, architecture(name), classes).withAuxiliary(auxiliary),
                size);
    requireScores(graph, classes);
    return graph;
  }

  /** The same with masks; networks that have some stay as they are. */
  public TrainingGraphs masked() {
    return new TrainingGraphs(masked(training), masked(deployed));
  }

  /** A network with a mask for every group of channels, if it has no mask yet. */
  public static Graph masked(Graph graph) {
    boolean has = graph.nodes().stream().anyMatch(node -> node.op() instanceof ChannelMask);
    return has ? graph : Supernet.of(graph);
  }

  private static Architecture architecture(String name) {
    return Zoo.named(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    "network.name: %s; the name of a file ends in .onnx", Zoo.unknown(name)));
  }

  private static Configuration configuration(
      RunConfig config, Architecture architecture, int classes) {
    return architecture
        .published()
        .withClasses(classes)
        .withScale(config.network().scale())
        .withSeed(config.seed());
  }

  private static Graph build(Architecture architecture, Configuration configuration, Size size) {
    try {
      return architecture.build(configuration.withSize(size.height, size.width));
    } catch (IrException e) {
      throw new ConfigException("network.name: %s", e.getMessage());
    }
  }

  private static Graph batched(Graph graph, int batch) {
    try {
      return Batched.of(graph, batch);
    } catch (IrException e) {
      throw new ConfigException(
          "batch: the network takes one picture at a time: %s", e.getMessage());
    }
  }

  private static void requireScores(Graph graph, int classes) {
    TensorType type = graph.type(graph.outputs().get(0));
    if (graph.inputs().size() != 1 || type.rank() != 4 || !type.dim(1).equals(Dim.of(classes))) {
      throw new ConfigException(
          "network.name: wanted a network with one picture as input and scores of %d classes as its"
              + " first output, found %s with inputs %s",
          classes, type, graph.inputs());
    }
  }
}
