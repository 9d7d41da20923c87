package dev.espalier.tflite.gpu;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All checks, by the names that the table of operators uses. */
final class Checks {
  private static final Map<String, Check> ALL = all();

  private Checks() {}

  private static Map<String, Check> all() {
    Map<String, Check> all = new TreeMap<>();
    List.of(
            TypeChecks.ALL,
            OperandChecks.ALL,
            OptionChecks.ALL,
            PadTraps.ALL,
            SumTraps.ALL,
            ProductTraps.ALL,
            HalfTraps.ALL)
        .forEach(all::putAll);
    return all;
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  static Check named(String name) {
    Check check = ALL.get(name);
    if (check == null) {
      throw new IllegalStateException("the table of operators names no check '" + name + "'");
    }
    return check;
  }
}
