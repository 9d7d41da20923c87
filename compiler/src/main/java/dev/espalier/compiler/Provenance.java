package dev.espalier.compiler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.ir.Tool;
import dev.espalier.tflite.TfliteOptions;
import java.util.Locale;

/**
 * Where the models come from: an in-toto statement with SLSA provenance, unsigned. It says what can
 * be checked by compiling again: the input, the options and the version give files with these
 * digests.
 */
final class Provenance {
  /** What the parameters mean: the options of the command line. */
  private static final String BUILD_TYPE = "urn:espalier:compile:1";

  /** A compile knows nothing of the machine it runs on; the pipeline that signs does. */
  private static final String BUILDER = "urn:espalier:compiler";

  private Provenance() {}

  static String text(Account account) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    ArrayNode subjects = statement.putArray("subject");
    account.files().digests().forEach((name, sha256) -> resource(subjects, name, sha256));
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    ObjectNode predicate = statement.putObject("predicate");
    ObjectNode definition = predicate.putObject("buildDefinition");
    definition.put("buildType", BUILD_TYPE);
    parameters(account.job().options(), definition.putObject("externalParameters"));
    CompileReport.Input input = account.report().input();
    resource(definition.putArray("resolvedDependencies"), input.file(), input.sha256());
    ObjectNode builder = predicate.putObject("runDetails").putObject("builder");
    builder.put("id", BUILDER).putObject("version").put(Tool.NAME, Tool.version());
    return ReportJson.text(statement);
  }

  private static void resource(ArrayNode resources, String name, String sha256) {
    resources.addObject().put("name", name).putObject("digest").put("sha256", sha256);
  }

  /** Those options that bytes of the models depend on, and those that decided about them. */
  private static void parameters(CompileOptions options, ObjectNode json) {
    ArrayNode formats = json.putArray("emit");
    options.emit().forEach(format -> formats.add(format.text()));
    options.opset().ifPresent(opset -> json.put("opset", opset));
    options.align().ifPresent(align -> json.put("align", align));
    tflite(options.tflite(), json);
    ObjectNode shapes = json.putObject("input-shape");
    options
        .inputShapes()
        .forEach(
            (name, shape) -> {
              ArrayNode sizes = shapes.putArray(name);
              for (long size : shape) {
                sizes.add(size);
              }
            });
    json.put("verify", options.verify());
    json.put("samples", options.samples().isPresent());
    options.tolerance().ifPresent(tolerance -> json.put("tolerance", tolerance));
    options.maxBytes().ifPresent(most -> json.put("max-bytes", most));
    options.device().ifPresent(device -> device(device, json));
    json.put("strict", options.strict());
  }

  private static void tflite(TfliteOptions options, ObjectNode json) {
    json.put("target", word(options.target()));
    json.put("io-layout", word(options.ioLayout()));
    json.put("output", word(options.output()));
    json.put("precision", word(options.precision()));
    options.targetRuntime().ifPresent(runtime -> json.put("target-runtime", runtime));
  }

  private static void device(DeviceBudget device, ObjectNode json) {
    json.put("device", device.profile().name());
    device.milliseconds().ifPresent(budget -> json.put("budget-ms", budget));
  }

  /** As on the command line: {@code gpu-safe}. */
  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
