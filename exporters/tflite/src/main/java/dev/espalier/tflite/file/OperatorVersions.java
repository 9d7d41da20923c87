package dev.espalier.tflite.file;

import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of operators: a runtime takes a file only when it knows every operator in the version
 * that the file asks for.
 */
public final class OperatorVersions {
  private static final String UNKNOWN = "-";

  /** The oldest runtime that knows version 1, 2, 3 ... of an operator. */
  private static final Map<Builtin, List<String>> RUNTIMES = new EnumMap<>(Builtin.class);

  static {
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .forEach(
            words ->
                RUNTIMES.put(
                    Builtin.valueOf(words[0]), Arrays.asList(words).subList(1, words.length)));
  }

  private OperatorVersions() {}

  private static String text() {
    try (InputStream in = OperatorVersions.class.getResourceAsStream("runtimes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model with each operator in the smallest version that does what it is used for. */
  public static LiteModel assign(LiteModel model) {
    return model.withOps(
        model.ops().stream()
            .map(op -> op.withVersion(VersionRules.version(new OperatorUse(model, op))))
            .toList());
  }

  /** The oldest runtime that knows a version of an operator; empty when that is not known. */
  public static Optional<RuntimeVersion> runtime(Builtin kind, int version) {
    List<String> runtimes = RUNTIMES.getOrDefault(kind, List.of());
    return version < 1 || version > runtimes.size() || runtimes.get(version - 1).equals(UNKNOWN)
        ? Optional.empty()
        : Optional.of(RuntimeVersion.parse(runtimes.get(version - 1)));
  }

  /**
   * The oldest runtime that knows all operators of a model; those of which no runtime is known, as
   * custom ones, do not count.
   */
  public static Optional<RuntimeVersion> minRuntime(LiteModel model) {
    return model.ops().stream()
        .flatMap(op -> runtime(op.kind(), op.version()).stream())
        .max(RuntimeVersion::compareTo);
  }

  /**
   * Checks that a runtime takes a model.
   *
   * @throws NotOnTargetException naming the first operator that it does not know
   */
  public static void requireRuntime(LiteModel model, RuntimeVersion target) {
    for (LiteOp op : model.ops()) {
      Optional<RuntimeVersion> needed = runtime(op.kind(), op.version());
      if (needed.isPresent() && needed.get().compareTo(target) > 0) {
        throw new NotOnTargetException(
            Code.OP_VERSION_ABOVE_RUNTIME,
            "%s version %d (node %s) needs runtime %s, but --target-runtime is %s",
            op.name(),
            op.version(),
            op.node(),
            needed.get(),
            target);
      }
    }
  }
}
