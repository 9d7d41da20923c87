package dev.espalier.compiler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.CompileReport.Output;
import dev.espalier.ir.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The models as components of a CycloneDX 1.6 bill of materials: digests, what they were made from,
 * and a model card with what was computed and measured here. What only people know, such as the
 * data it was trained on, is for them to add.
 */
final class BillOfMaterials {
  private static final String MODEL = "machine-learning-model";

  private final Account account;
  private final CompileReport report;

  private BillOfMaterials(Account account) {
    this.account = account;
    this.report = account.report();
  }

  static String text(Account account) {
    return ReportJson.text(new BillOfMaterials(account).json());
  }

  private ObjectNode json() {
    ObjectNode bom = JsonNodeFactory.instance.objectNode();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX").put("specVersion", "1.6");
    bom.put("serialNumber", "urn:uuid:" + serial()).put("version", 1);
    ObjectNode metadata = bom.putObject("metadata");
    component(metadata.putObject("tools").putArray("components"), "application", Tool.NAME)
        .put("version", Tool.version());
    ObjectNode set = metadata.putObject("component");
    set.put("type", MODEL).put("bom-ref", "models").put("name", report.input().file());
    ArrayNode components = bom.putArray("components");
    report.outputs().forEach(output -> model(output, components));
    ObjectNode depends = bom.putArray("dependencies").addObject().put("ref", "models");
    ArrayNode on = depends.putArray("dependsOn");
    report.outputs().forEach(output -> on.add(output.file()));
    return bom;
  }

  /** The same for the same models made by the same version. */
  private UUID serial() {
    String content = Tool.version() + report.input().sha256() + account.files().digests();
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode component(ArrayNode components, String type, String name) {
    return components.addObject().put("type", type).put("name", name);
  }

  private static void digest(ObjectNode component, String sha256) {
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
  }

  private void model(Output output, ArrayNode components) {
    ObjectNode model = component(components, MODEL, output.file());
    model.put("bom-ref", output.file());
    digest(model, output.sha256());
    ObjectNode pedigree = model.putObject("pedigree");
    digest(component(pedigree.putArray("ancestors"), MODEL, report.input().file()), ancestor());
    pedigree.put("notes", "compiled by " + Tool.NAME + " " + Tool.version());
    card(output, model.putObject("modelCard"));
    ArrayNode properties = model.putArray("properties");
    property(properties, "format", output.format());
    property(properties, "bytes", output.bytes());
    property(properties, "parameters", output.parameters());
    property(properties, "macs", output.macs());
    output.opset().ifPresent(opset -> property(properties, "opset", opset));
    output.minRuntime().ifPresent(oldest -> property(properties, "minRuntime", oldest));
  }

  private String ancestor() {
    return report.input().sha256();
  }

  private static void property(ArrayNode properties, String name, Object value) {
    properties.addObject().put("name", "espalier:" + name).put("value", value.toString());
  }

  private void card(Output output, ObjectNode card) {
    Ports ports = Ports.of(account, output.format());
    ObjectNode parameters = card.putObject("modelParameters");
    formats(ports.inputs(), parameters.putArray("inputs"));
    formats(ports.outputs(), parameters.putArray("outputs"));
    ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
    report.equivalence().stream()
        .filter(row -> row.format().equals(output.format()))
        .forEach(row -> difference(row, metrics));
    if (output.format().equals(Format.TFLITE.text())) {
      report.latency().ifPresent(figures -> latency(figures, metrics));
    }
    if (!metrics.isEmpty()) {
      card.putObject("quantitativeAnalysis").set("performanceMetrics", metrics);
    }
  }

  private static void formats(List<String> ports, ArrayNode json) {
    ports.forEach(port -> json.addObject().put("format", port));
  }

  private static void difference(EquivalenceRow row, ArrayNode metrics) {
    ObjectNode metric = metrics.addObject();
    metric.put("type", "largest difference from " + row.reference());
    metric.put("value", number(row.maxAbs()));
    metric.put("slice", "output " + row.output() + " in " + row.runtime());
  }

  private static void latency(LatencyFigures figures, ArrayNode metrics) {
    ObjectNode metric = metrics.addObject();
    metric.put("type", "predicted milliseconds on " + figures.device());
    metric.put("value", number(figures.predictedMs()));
    ObjectNode interval = metric.putObject("confidenceInterval");
    interval.put("lowerBound", number(figures.intervalMs().get(0)));
    interval.put("upperBound", number(figures.intervalMs().get(1)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }
}
