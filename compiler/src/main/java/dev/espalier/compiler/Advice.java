package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can be done about a graph that TFLite refuses. */
final class Advice {
  private Advice() {}

  /**
   * The refusal with advice in its message.
   *
   * @param sizes for inputs whose sizes are only known at run time
   */
  static NotOnTargetException add(
      NotOnTargetException refusal, Graph graph, Sizes sizes, TfliteOptions options) {
    List<String> ways = shapes(graph, sizes);
    if (refusal.code() == Code.OP_VERSION_ABOVE_RUNTIME) {
      ways.add("a newer --target-runtime knows it");
    } else if (options.target() == Target.GPU_SAFE
        && refusal.code() != Code.OPAQUE_OP
        && ways.isEmpty()) {
      ways.add("--target any asks only for what the CPU can do");
    }
    ways.add("--emit onnx leaves TFLite out");
    return with(refusal, ways);
  }

  /** The refusal with the options that fix unknown sizes in its message. */
  static NotOnTargetException addShapes(NotOnTargetException refusal, Graph graph, Sizes sizes) {
    List<String> ways = shapes(graph, sizes);
    return ways.isEmpty() ? refusal : with(refusal, ways);
  }

  private static List<String> shapes(Graph graph, Sizes sizes) {
    List<String> ways = new ArrayList<>();
    graph.inputs().entrySet().stream()
        .filter(input -> !input.getValue().isStatic())
        .map(input -> shape(input.getKey(), sizes))
        .forEach(ways::add);
    return ways;
  }

  private static NotOnTargetException with(NotOnTargetException refusal, List<String> ways) {
    NotOnTargetException advised =
        new NotOnTargetException(
            refusal.code(), "%s (%s)", refusal.getMessage(), String.join("; ", ways));
    advised.initCause(refusal);
    return advised;
  }

  private static String shape(String input, Sizes sizes) {
    return Arrays.stream(sizes.shapes().get(input))
        .mapToObj(Long::toString)
        .collect(Collectors.joining("x", "--input-shape " + input + "=", " fixes its sizes"));
  }
}
