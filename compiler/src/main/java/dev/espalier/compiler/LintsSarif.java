package dev.espalier.compiler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.ir.Tool;
import dev.espalier.tflite.LintRule;
import dev.espalier.tflite.gpu.GpuRules;
import dev.espalier.tflite.weights.StoreWeightsAsHalf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The lints in SARIF 2.1.0, which pages of code scanning show. */
final class LintsSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final CompileReport report;
  private final List<String> rules;

  private LintsSarif(CompileReport report) {
    this.report = report;
    this.rules = report.lints().stream().map(CompileReport.Lint::rule).distinct().sorted().toList();
  }

  static String text(CompileReport report) {
    LintsSarif lints = new LintsSarif(report);
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    lints.driver(run.putObject("tool").putObject("driver"));
    ArrayNode results = run.putArray("results");
    report.lints().forEach(lint -> lints.result(lint, results.addObject()));
    return ReportJson.text(log);
  }

  /** The rules that lints of a compile are about, by their ids. */
  static SortedMap<String, LintRule> rules() {
    SortedMap<String, LintRule> rules = new TreeMap<>();
    Stream.of(GpuRules.all(), StoreWeightsAsHalf.rules(), PredictedTime.rules())
        .flatMap(List::stream)
        .forEach(rule -> rules.put(rule.id(), rule));
    return rules;
  }

  private void driver(ObjectNode driver) {
    driver.put("name", Tool.NAME).put("version", Tool.version());
    if (!rules.isEmpty()) {
      SortedMap<String, LintRule> known = rules();
      ArrayNode broken = driver.putArray("rules");
      rules.forEach(id -> rule(known.get(id), broken.addObject()));
    }
  }

  private static void rule(LintRule rule, ObjectNode json) {
    json.put("id", rule.id());
    json.putObject("shortDescription").put("text", sentence(rule.meaning()));
    json.putObject("help").put("text", sentence(rule.remedy()));
    json.putObject("defaultConfiguration").put("level", rule.level().text());
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private void result(CompileReport.Lint lint, ObjectNode json) {
    json.put("ruleId", lint.rule()).put("ruleIndex", rules.indexOf(lint.rule()));
    json.put("level", lint.level());
    json.putObject("message").put("text", lint.node() + ": " + lint.message());
    ObjectNode location = json.putArray("locations").addObject();
    location
        .putObject("physicalLocation")
        .putObject("artifactLocation")
        .put("uri", uri(report.input().file()));
    location.putArray("logicalLocations").addObject().put("fullyQualifiedName", lint.node());
    json.putObject("partialFingerprints").put("ruleAndNode/v1", lint.rule() + "@" + lint.node());
  }

  private static String uri(String file) {
    return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
