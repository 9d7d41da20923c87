package dev.espalier.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.compiler.ReportJson;
import dev.espalier.search.config.TrainConfig;
import dev.espalier.search.train.RunFolder;
import dev.espalier.search.train.TrainJob;
import dev.espalier.search.train.TrainSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier train CONFIG.yaml -o DIR}: trains a network on pictures with labels. */
final class TrainCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "train",
        "train a network on pictures with labels",
        "CONFIG.yaml -o DIR [OPTION...]",
        "espalier train train.yaml -o run --resume");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("DIR", "the folder for checkpoint, metrics and model.onnx"))
        .addOption(CommonOptions.resume())
        .addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path file = Arguments.path(line, "CONFIG.yaml");
    boolean json = Arguments.asksForJson(line);
    Path folder = Arguments.outputPath(line);
    TrainConfig config = TrainConfig.read(file);
    Path base = file.toAbsolutePath().getParent();
    TrainJob job = new TrainJob(config, base, folder, line.hasOption(CommonOptions.RESUME));
    Optional<TrainSummary> summary = StoppableRun.of(name(), folder, console, job::run);
    summary.ifPresent(
        ended -> {
          if (json) {
            console.text(ReportJson.text(ended));
          } else {
            print(ended, folder, console);
          }
        });
    return Exit.OK;
  }

  private static void print(TrainSummary summary, Path folder, Console console) {
    console.result(
        "%s: %s, %,d parameters, after %,d steps",
        folder.resolve(RunFolder.MODEL), summary.network(), summary.parameters(), summary.steps());
    JsonNode each = summary.accuracy().path("iou");
    for (int c = 0; c < each.size(); c++) {
      String name = c < summary.classes().size() ? summary.classes().get(c) : "class " + c;
      console.result("%-24s %9s", c + " " + name, percent(each.get(c)));
    }
    console.result("%-24s %9s", "mIoU", percent(summary.accuracy().path("mIoU")));
    console.result(
        "%-24s %9s", "pixel accuracy", percent(summary.accuracy().path("pixelAccuracy")));
  }

  private static String percent(JsonNode fraction) {
    return fraction.isNumber() ? Percent.of(fraction.asDouble()) : "-";
  }
}
