package dev.espalier.cli;

import dev.espalier.check.ModelFormat;
import dev.espalier.compiler.CoupledChannels;
import dev.espalier.compiler.Inspection;
import dev.espalier.compiler.Inspection.ChoicePoint;
import dev.espalier.compiler.Inspection.Mask;
import dev.espalier.compiler.LiteInspection;
import dev.espalier.compiler.ReportJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier inspect MODEL}: what is in a model. */
final class InspectCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "inspect",
        "show what is in a model",
        "MODEL [--format text|json]",
        "espalier inspect model.onnx --format json");
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.format()).addOption(CommonOptions.inputShape());
  }

  @Override
  public int run(CommandLine line, Console console) {
    boolean json = Arguments.asksForJson(line);
    Path model = Arguments.path(line, "MODEL");
    switch (ModelFormat.of(model)) {
      case ONNX -> inspect(model, Arguments.shapes(line), json, console);
      case TFLITE -> inspectLite(model, json, console);
    }
    return Exit.OK;
  }

  private static void inspect(
      Path model, Map<String, long[]> shapes, boolean json, Console console) {
    Inspection found = Inspection.of(model, shapes);
    if (json) {
      console.text(ReportJson.text(found));
    } else {
      print(found, console);
    }
  }

  private static void inspectLite(Path model, boolean json, Console console) {
    LiteInspection found = LiteInspection.of(model);
    if (json) {
      console.text(ReportJson.text(found));
    } else {
      LiteSummary.print(found, console);
    }
  }

  private static void print(Inspection found, Console console) {
    console.result(
        "%s: ONNX, opset %d, written by %s", found.file(), found.opset(), found.producer());
    found.inputs().forEach(port -> console.result("  input   %s: %s", port.name(), port.type()));
    found.outputs().forEach(port -> console.result("  output  %s: %s", port.name(), port.type()));
    console.result("nodes       %,d", found.nodes());
    console.result("parameters  %,d", found.parameters());
    console.result(
        "MACs        %,d%s (%,d as mmcv counts)", found.macs(), at(found), found.mmcvLike());
    console.result("operators   %s", histogram(found.operators()));
    if (!found.opaque().isEmpty()) {
      console.result("opaque      %s", histogram(found.opaque()));
    }
    console.result("masks       %d", found.masks().size());
    for (Mask m : found.masks()) {
      console.result("  %s: %d of %d channels masked", m.name(), m.masked(), m.channels());
    }
    console.result("choices     %d", found.choices().size());
    for (ChoicePoint c : found.choices()) {
      console.result("  %s: %d branches, logits %s", c.name(), c.branches(), c.logits());
    }
    console.result("groups      %d of coupled channels", found.groups().size());
    for (CoupledChannels g : found.groups()) {
      console.result(
          "  %s: %d of %d channels removable, in %d values%s",
          g.name(),
          g.removable(),
          g.channels(),
          g.values().size(),
          g.blocker().isEmpty() ? "" : " (" + g.blocker() + ")");
    }
  }

  /** Where sizes were chosen for symbolic dims, the figures hold for these. */
  private static String at(Inspection found) {
    return found.sizes().isEmpty()
        ? ""
        : found.sizes().entrySet().stream()
            .map(size -> size.getKey() + "=" + size.getValue())
            .collect(Collectors.joining(", ", " at ", ""));
  }

  private static String histogram(Map<String, Integer> counts) {
    List<Map.Entry<String, Integer>> entries =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    return entries.stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
