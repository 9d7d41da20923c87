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
    ArrayNode from = definition.putArray("resolvedDependencies");
    resource(from, input.file(), input.sha256());
    input.external().forEach((name, sha256) -> resource(from, name, sha256));
    ObjectNode builder = predicate.putObject("runDetails").putObject("builder");
    builder.put("id", BUILDER).putObject("version").put(Tool.NAME, Tool.version());
    return ReportJson.text(statement);
  }

  private static void resource(ArrayNode resources, String name, String sha256) {
    resources.addObject().put("name", name).putObject("digest").put("sha256", sha256);
  }

  /** Those options that bytes of the models depend on, and those that decided about them. */
  private static void parameters(CompileOptions options, ObjectNode json) {
    ArrayNode formats = json.putArray(CompileArguments.EMIT);
    options.emit().forEach(format -> formats.add(format.text()));
    options.opset().ifPresent(opset -> json.put(CompileArguments.OPSET, opset));
    options.align().ifPresent(align -> json.put(CompileArguments.ALIGN, align));
    tflite(options.tflite(), json);
    ObjectNode shapes = json.putObject(CompileArguments.INPUT_SHAPE);
    options
        .inputShapes()
        .forEach(
            (name, shape) -> {
              ArrayNode sizes = shapes.putArray(name);
              for (long size : shape) {
                sizes.add(size);
              }
            });
    json.put(CompileArguments.NO_VERIFY, !options.verify());
    json.put(CompileArguments.SAMPLES, options.samples().isPresent());
    options.tolerance().ifPresent(tolerance -> json.put(CompileArguments.TOLERANCE, tolerance));
    options.maxBytes().ifPresent(most -> json.put(CompileArguments.MAX_BYTES, most));
    options.device().ifPresent(device -> device(device, json));
    json.put(CompileArguments.STRICT, options.strict());
  }

  private static void tflite(TfliteOptions options, ObjectNode json) {
    json.put(CompileArguments.TARGET, word(options.target()));
    json.put(CompileArguments.IO_LAYOUT, word(options.ioLayout()));
    json.put(CompileArguments.OUTPUT, word(options.output()));
    json.put(CompileArguments.PRECISION, word(options.precision()));
    options
        .targetRuntime()
        .ifPresent(runtime -> json.put(CompileArguments.TARGET_RUNTIME, runtime));
  }

  private static void device(DeviceBudget device, ObjectNode json) {
    json.put(CompileArguments.DEVICE, device.profile().name());
    device.milliseconds().ifPresent(budget -> json.put(CompileArguments.BUDGET, budget));
  }

  /** As on the command line: {@code gpu-safe}. */
  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
