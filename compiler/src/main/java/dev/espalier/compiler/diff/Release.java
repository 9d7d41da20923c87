package dev.espalier.compiler.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.compiler.ReadReport;
import dev.espalier.compiler.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of the two sides of a comparison, as tables by name.
 *
 * @param report of the compile
 * @param evaluation of a model of it, if there is one beside the report
 */
record Release(JsonNode report, Optional<JsonNode> evaluation) {
  private static final List<String> SIZES = List.of("bytes", "parameters", "macs", "nodes");
  static final List<String> ACCURACIES = List.of("mIoU", "pixelAccuracy", "meanAccuracy");

  /** Reads the report in a file or folder, and the evaluation beside it. */
  static Release read(Path path) {
    JsonNode report = ReadReport.of(path);
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    Path evaluation = folder.resolve(ReportDiff.EVALUATION);
    return new Release(
        report, Files.exists(evaluation) ? Optional.of(evaluation(evaluation)) : Optional.empty());
  }

  private static JsonNode evaluation(Path file) {
    JsonNode json = ReadReport.json(file);
    if (ACCURACIES.stream().noneMatch(name -> json.path(name).isNumber())) {
      throw new ReportException(
          "%s: has none of %s, which evaluate --format json tells".formatted(file, ACCURACIES));
    }
    return json;
  }

  /** Sizes of the files, predicted time and accuracy. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (JsonNode output : report.get("outputs")) {
      for (String size : SIZES) {
        figures.put(text(output, "file") + " " + size, output.get(size).doubleValue());
      }
    }
    number(report.path("latency"), "predictedMs").ifPresent(ms -> figures.put("predictedMs", ms));
    for (String accuracy : ACCURACIES) {
      evaluation
          .flatMap(found -> number(found, accuracy))
          .ifPresent(share -> figures.put(accuracy, share));
    }
    return figures;
  }

  /** The data of the evaluation. */
  Optional<String> evaluatedOn() {
    return evaluation.map(found -> found.path("data").asText());
  }

  /** What the compile started from, and what the files run on. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("espalier", report.at("/tool/version").textValue());
    facts.put("input", report.at("/input/file").textValue());
    facts.put("input sha256", report.at("/input/sha256").textValue());
    for (JsonNode output : report.get("outputs")) {
      for (String version : List.of("opset", "minRuntime")) {
        if (output.has(version)) {
          facts.put(text(output, "file") + " " + version, output.get(version).asText());
        }
      }
    }
    if (report.has("latency")) {
      facts.put("device", text(report.get("latency"), "device"));
    }
    return facts;
  }

  /** Predicted milliseconds by block. */
  Map<String, Double> blocks() {
    Map<String, Double> blocks = new LinkedHashMap<>();
    for (JsonNode block : report.at("/latency/blocks")) {
      number(block, "predictedMs")
          .ifPresent(ms -> blocks.merge(text(block, "name"), ms, Double::sum));
    }
    return blocks;
  }

  /** How many channels are left, by value. */
  Map<String, String> channels() {
    Map<String, String> channels = new LinkedHashMap<>();
    for (JsonNode entry : report.at("/channels/ledger")) {
      int total = entry.get("total").intValue();
      int left = total;
      for (String fate : List.of("removed", "folded", "carried", "mapped")) {
        left -= entry.get(fate).intValue();
      }
      channels.put(text(entry, "value") + " axis " + entry.get("axis"), left + " of " + total);
    }
    return channels;
  }

  /** The operand that stays, by choice. */
  Map<String, String> choices() {
    Map<String, String> choices = new LinkedHashMap<>();
    report
        .get("choices")
        .forEach(choice -> choices.put(text(choice, "name"), text(choice, "kept")));
    return choices;
  }

  /** How often the files use each operator, where the report tells. */
  Map<String, Double> operators() {
    Map<String, Double> operators = new LinkedHashMap<>();
    for (JsonNode output : report.get("outputs")) {
      for (JsonNode use : output.path("operators")) {
        String name =
            "%s %s v%s".formatted(text(output, "file"), text(use, "name"), use.get("version"));
        operators.put(name, use.get("count").doubleValue());
      }
    }
    return operators;
  }

  /** How far each output is from the input model. */
  Map<String, String> equivalence() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (JsonNode row : report.get("equivalence")) {
      String verdict = row.get("gated").booleanValue() ? "equal" : "stated";
      rows.put(
          text(row, "runtime") + " " + text(row, "output"),
          (row.get("pass").booleanValue() ? verdict : "different") + ", " + difference(row));
    }
    return rows;
  }

  private static String difference(JsonNode row) {
    JsonNode relative = row.get("maxRelative");
    return relative.isNumber()
        ? String.format(Locale.ROOT, "%.2g of the range", relative.doubleValue())
        : relative.textValue();
  }

  /** The lints, by what tells them apart; some are about several places of one name. */
  Map<String, String> lints() {
    Map<String, String> lints = new LinkedHashMap<>();
    for (JsonNode lint : report.get("lints")) {
      lints.put(
          text(lint, "level") + " " + text(lint, "rule") + " at " + text(lint, "node"),
          text(lint, "message"));
    }
    return lints;
  }

  private static String text(JsonNode json, String field) {
    return json.get(field).textValue();
  }

  private static Optional<Double> number(JsonNode json, String field) {
    return json.path(field).isNumber()
        ? Optional.of(json.get(field).doubleValue())
        : Optional.empty();
  }
}
