package dev.espalier.passes;

import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a rule decided about one node. */
public sealed interface Outcome {
  /**
   * The node's results get a new definition.
   *
   * @param constants new constants, by name
   * @param nodes new nodes, in order, in place of the root
   * @param forwards results of the root that are another value from now on
   */
  record Replaced(Map<String, Tensor> constants, List<Node> nodes, Map<String, String> forwards)
      implements Outcome {}

  /**
   * The rule does not apply here; shown by {@code --explain}.
   *
   * @param format of the reason, as {@link String#format} takes it
   * @param arguments what the reason names
   */
  record Refused(String format, List<Object> arguments) implements Outcome {
    /** The reason in words. */
    public String reason() {
      return String.format(Locale.ROOT, format, arguments.toArray());
    }
  }
}
