package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.OutputException;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.Nearest;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.width.LatencyCosts;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import dev.espalier.passes.prune.PruneToBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code espalier prune MODEL -o FILE}: puts masks into a plain model. */
final class PruneCommand implements Command {
  private static final String METHOD = "method";
  private static final String KEEP = "keep";
  private static final String EXCLUDE = "exclude";
  private static final String SEED = "seed";
  private static final String BUDGET = CompileArguments.BUDGET;

  @Override
  public Description description() {
    return new Description(
        "prune",
        "put masks into a plain model by a score that needs no data",
        "MODEL -o FILE [OPTION...]",
        "espalier prune model.onnx -o masked.onnx --method l1 --keep 0.7");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("FILE", "the masked model, an input of compile"))
        .addOption(
            CommonOptions.value(
                METHOD, String.join("|", methods()), "how channels are ranked (default l1)"))
        .addOption(
            CommonOptions.value(KEEP, "X", "share of channels that stay in a group (default 0.5)"))
        .addOption(
            Option.builder()
                .longOpt(EXCLUDE)
                .hasArgs()
                .argName("NAME...")
                .desc("nodes or values whose channels all stay; give MODEL first")
                .get())
        .addOption(
            CommonOptions.value(
                CommonOptions.ALIGN, "N", "round widths up to a multiple (default 1)"))
        .addOption(
            CommonOptions.value(
                BUDGET, "X", "instead of --keep: mask until no more is predicted for --device"))
        .addOption(DeviceOption.option())
        .addOption(CommonOptions.value(SEED, "N", "for the method random (default 7)"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path source = Arguments.path(line, "MODEL");
    Path target = Arguments.outputPath(line).toAbsolutePath().normalize();
    PruneOptions options = options(line);
    if (Files.exists(target) && Files.exists(source) && Files.isSameFile(source, target)) {
      throw new OutputException("cannot write " + target + ": it is the input model");
    }
    OnnxModel model = OnnxReader.read(source);
    requireKnown(options.exclude(), model.graph());
    Prune.Result pruned =
        line.hasOption(BUDGET)
            ? toBudget(line, model.graph(), options, console)
            : Prune.run(model.graph(), options);
    ModelOutput.write(model.withGraph(pruned.graph()), new OnnxWriter(), target);
    print(pruned, target, console);
    return Exit.OK;
  }

  private static Prune.Result toBudget(
      CommandLine line, Graph graph, PruneOptions options, Console console) throws IOException {
    double budget = CompileArguments.budget(Arguments.value(line, BUDGET));
    Profile profile = DeviceOption.profile(line);
    requireSizes(graph);
    LatencyCosts costs = new LatencyCosts(new ProfilePredictor(profile));
    PruneToBudget.Result result = PruneToBudget.run(graph, options, costs, budget);
    console.result(
        "%.4g ms predicted for %s, %.4g before; the budget is %.4g",
        result.cost(), profile.name(), result.before(), budget);
    return result.pruned();
  }

  private static void requireSizes(Graph graph) {
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              if (!type.isStatic()) {
                throw new UsageException(
                    "--%s needs fixed sizes, and input %s is %s; espalier compile --emit onnx"
                        + " --%s fixes them",
                    BUDGET, name, type, CommonOptions.INPUT_SHAPE);
              }
            });
  }

  private static PruneOptions options(CommandLine line) {
    requireOneAim(line);
    String method = line.getOptionValue(METHOD, PruneMethod.L1.text());
    if (!methods().contains(method)) {
      throw new UsageException(
          "--%s is one of %s, not '%s'%s",
          METHOD, String.join(", ", methods()), method, Nearest.hint(method, methods(), ""));
    }
    long align =
        line.hasOption(CommonOptions.ALIGN)
            ? Arguments.whole(line, CommonOptions.ALIGN, 1, CompileArguments.MOST_ALIGNED)
            : 1;
    long seed = line.hasOption(SEED) ? Arguments.whole(line, SEED, 0, Long.MAX_VALUE) : 7;
    String[] exclude = line.getOptionValues(EXCLUDE);
    return new PruneOptions(
        PruneMethod.parse(method),
        Arguments.share(line, KEEP),
        (int) align,
        exclude == null ? List.of() : List.of(exclude),
        seed);
  }

  private static void requireOneAim(CommandLine line) {
    for (String other : List.of(KEEP, CommonOptions.ALIGN)) {
      if (line.hasOption(BUDGET) && line.hasOption(other)) {
        throw new UsageException("--%s decides the widths; leave --%s out", BUDGET, other);
      }
    }
    if (line.hasOption(DeviceOption.DEVICE) && !line.hasOption(BUDGET)) {
      throw new UsageException("--%s needs --%s", DeviceOption.DEVICE, BUDGET);
    }
  }

  private static List<String> methods() {
    return Arrays.stream(PruneMethod.values()).map(PruneMethod::text).toList();
  }

  private static void requireKnown(List<String> names, Graph graph) {
    Set<String> known = new TreeSet<>();
    graph.nodes().forEach(node -> known.add(node.label()));
    graph.nodes().forEach(node -> known.addAll(node.results()));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException(
            "--%s: the model has no node or value '%s'%s",
            EXCLUDE, name, Nearest.hint(name, known, ""));
      }
    }
  }

  private static void print(Prune.Result pruned, Path target, Console console) {
    int channels = 0;
    int kept = 0;
    for (Prune.Pruned pool : pruned.pools()) {
      console.log("%%%s: %d of %d channels stay", pool.value(), pool.kept(), pool.channels());
      channels += pool.channels();
      kept += pool.kept();
    }
    console.result(
        "%,d of %,d channels of %,d coupled groups masked; compile %s to remove them",
        channels - kept, channels, pruned.pools().size(), target.getFileName());
  }
}
