package dev.espalier.cli;

import dev.espalier.compiler.ReportJson;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.text.Nearest;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Supernet;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier zoo list} and {@code espalier zoo build NAME -o FILE}: networks from scratch. */
final class ZooCommand implements Command {
  private static final String CLASSES = "classes";
  private static final String INPUT = "input";
  private static final String MASKS = "masks";
  private static final String KEEP = "keep";
  private static final String STATISTICS = "random-statistics";
  private static final String SEED = "seed";
  private static final String OPSET = "opset";
  private static final long DEFAULT_SEED = 7;
  private static final String ROW = "%-30s %10s %10s %9s %7s  %s";

  /** A network of the list; the counts are those of the published size and classes. */
  private record Row(
      String name,
      String description,
      long parameters,
      long macs,
      int height,
      int width,
      int classes) {
    static Row of(Architecture architecture) {
      Configuration published = architecture.published();
      MacCount count = MacCounter.count(architecture.build());
      return new Row(
          architecture.name(),
          architecture.description(),
          count.parameters(),
          count.total().value(),
          published.height(),
          published.width(),
          published.classes());
    }
  }

  @Override
  public String name() {
    return "zoo";
  }

  @Override
  public String summary() {
    return "build a known network with untrained weights";
  }

  @Override
  public String synopsis() {
    return "list [--format text|json] | build NAME -o FILE [OPTION...]";
  }

  @Override
  public String example() {
    return "espalier zoo build resnet101 -o resnet101.onnx --masks";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.format())
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
  public int run(CommandLine line, Console console) throws IOException {
    List<String> words = line.getArgList();
    String action = words.isEmpty() ? "list" : words.get(0);
    switch (action) {
      case "list" -> {
        Arguments.operands(line, words.isEmpty() ? new String[0] : new String[] {"list"});
        list(Arguments.asksForJson(line), console);
      }
      case "build" -> build(line, console);
      default ->
          throw new UsageException(
              "zoo list or zoo build, not '%s'%s",
              action, Nearest.hint(action, List.of("list", "build"), ""));
    }
    return Exit.OK;
  }

  private static void list(boolean json, Console console) {
    List<Row> rows = Zoo.all().stream().map(Row::of).toList();
    if (json) {
      console.text(ReportJson.text(rows));
      return;
    }
    console.result(ROW, "network", "parameters", "MACs", "input", "classes", "");
    for (Row row : rows) {
      console.result(
          ROW,
          row.name(),
          String.format(Locale.ROOT, "%.2f M", row.parameters() / 1e6),
          String.format(Locale.ROOT, "%.3f G", row.macs() / 1e9),
          row.height() + "x" + row.width(),
          row.classes(),
          row.description());
    }
  }

  private static void build(CommandLine line, Console console) throws IOException {
    Architecture architecture = architecture(Arguments.operands(line, "build", "NAME").get(1));
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
  }

  private static Architecture architecture(String name) {
    List<String> names = Zoo.all().stream().map(Architecture::name).toList();
    return Zoo.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no network '%s'%s (espalier zoo list shows them)",
                    name, Nearest.hint(name, names, "")));
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
      UsageException exception =
          new UsageException(
              "%s cannot have pictures of %dx%d: %s",
              architecture.name(), configuration.height(), configuration.width(), e.getMessage());
      exception.initCause(e);
      throw exception;
    }
  }
}
