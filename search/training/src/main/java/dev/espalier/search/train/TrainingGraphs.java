package dev.espalier.search.train;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.Nearest;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.TrainConfig;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;

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
   * @param crop of pictures in training
   * @param whole size of a picture
   */
  public static TrainingGraphs of(
      TrainConfig config, Path base, int classes, Size crop, Size whole) {
    String name = config.network().name();
    TrainingGraphs graphs =
        name.endsWith(".onnx")
            ? file(base.resolve(name))
            : zoo(config, architecture(name), classes, crop, whole);
    requireScores(graphs.deployed, classes);
    RequireFit.network(graphs.training, classes, crop);
    Graph training = FullSizeScores.of(batched(graphs.training, config.batch()));
    return new TrainingGraphs(training, graphs.deployed);
  }

  private static TrainingGraphs file(Path file) {
    Graph graph = OnnxReader.read(file).graph();
    return new TrainingGraphs(graph, graph);
  }

  private static Architecture architecture(String name) {
    List<String> names = Zoo.all().stream().map(Architecture::name).toList();
    return Zoo.named(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    "network.name: there is no network '%s'%s (espalier zoo list shows them; a file"
                        + " ends in .onnx)",
                    name, Nearest.hint(name, names, "")));
  }

  private static TrainingGraphs zoo(
      TrainConfig config, Architecture architecture, int classes, Size crop, Size whole) {
    Configuration configuration =
        architecture
            .published()
            .withClasses(classes)
            .withScale(config.network().scale())
            .withSeed(config.seed());
    return new TrainingGraphs(
        build(architecture, configuration.withAuxiliary(true), crop),
        build(architecture, configuration, whole));
  }

  private static Graph build(Architecture architecture, Configuration configuration, Size size) {
    try {
      return architecture.build(configuration.withSize(size.height, size.width));
    } catch (IrException e) {
      throw new ConfigException(
          "network.name: %s cannot have pictures of %d x %d: %s",
          architecture.name(), size.width, size.height, e.getMessage());
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
