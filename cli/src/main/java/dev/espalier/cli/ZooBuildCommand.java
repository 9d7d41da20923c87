package dev.espalier.cli;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Supernet;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier zoo build NAME -o FILE}: a known network with untrained weights. */
final class ZooBuildCommand implements Command {
  private static final String CLASSES = "classes";
  private static final String INPUT = "input";
  private static final String MASKS = "masks";
  private static final String KEEP = "keep";
  private static final String STATISTICS = "random-statistics";
  private static final String SEED = "seed";
  private static final String OPSET = "opset";
  private static final long DEFAULT_SEED = 7;

  @Override
  public Description description() {
    return new Description(
        "zoo build",
        "build a known network with untrained weights",
        "NAME -o FILE [OPTION...]",
        "espalier zoo build resnet101 -o resnet101.onnx --masks");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the ONNX file to write"))
        .addOption(CommonOptions.value(CLASSES, "N", "classes (default as published)"))
        .addOption(CommonOptions.value(INPUT, "HxW", "size of pictures (default as published)"))
        .addOption(
            CommonOptions.flag(null, MASKS, "a supernet: a score per coupled group of channels"))
        .addOption(
            CommonOptions.value(
                KEEP, "X", "with --masks: share that passes, at random (default 1)"))
        .addOption(
            CommonOptions.flag(
                null, STATISTICS, "random parameters of normalisations, as after training"))
        .addOption(CommonOptions.value(SEED, "N", "of weights and masks (default 7)"))
        .addOption(CommonOptions.value(OPSET, "N", "ONNX operator set (default 17)"));
  }

  @Override
  public List<String> words() {
    return Zoo.all().stream().map(Architecture::name).toList();
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    String name = Arguments.only(line, "NAME");
    Architecture architecture =
        Zoo.named(name).orElseThrow(() -> new UsageException("%s", Zoo.unknown(name)));
    Path target = Arguments.outputPath(line);
    OnnxWriter writer =
        line.hasOption(OPSET)
            ? new OnnxWriter((int) Arguments.whole(line, OPSET, 7, 22))
            : new OnnxWriter();
    Graph graph = graph(architecture, configuration(line, architecture.published()));
    if (line.hasOption(MASKS)) {
      graph =
          line.hasOption(KEEP)
              ? Supernet.of(graph, Arguments.share(line, KEEP), seed(line))
              : Supernet.of(graph);
    } else if (line.hasOption(KEEP)) {
      throw new UsageException("--%s needs --%s", KEEP, MASKS);
    }
    MacCount count = MacCounter.count(graph);
    OnnxWriter.Summary written = ModelOutput.write(OnnxModel.of(graph), writer, target);
    console.result(
        "%s: %,d parameters, %,d multiply-accumulates, %,d bytes",
        target.getFileName(), count.parameters(), count.total().value(), written.bytes());
    return Exit.OK;
  }

  private static Configuration configuration(CommandLine line, Configuration published) {
    Configuration configuration = published.withSeed(seed(line));
    if (line.hasOption(CLASSES)) {
      configuration = configuration.withClasses((int) Arguments.whole(line, CLASSES, 1, 1 << 20));
    }
    if (line.hasOption(INPUT)) {
      int[] size = Arguments.sides(line, INPUT, "HxW such as 512x1024");
      configuration = configuration.withSize(size[0], size[1]);
    }
    return line.hasOption(STATISTICS) ? configuration.withRandomStatistics() : configuration;
  }

  private static long seed(CommandLine line) {
    return line.hasOption(SEED) ? Arguments.whole(line, SEED, 0, Long.MAX_VALUE) : DEFAULT_SEED;
  }

  private static Graph graph(Architecture architecture, Configuration configuration) {
    try {
      return architecture.build(configuration);
    } catch (IrException e) {
      throw new UsageException("%s", e.getMessage());
    }
  }
}
