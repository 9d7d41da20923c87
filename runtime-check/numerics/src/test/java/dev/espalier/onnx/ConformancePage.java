package dev.espalier.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The page docs/conformance.md: what ONNX's tests of single operators found. */
final class ConformancePage {
  private final Map<String, Integer> passing = new TreeMap<>();
  private final Map<String, Map<String, String>> failing = new TreeMap<>();
  private final Map<String, List<String>> opaque = new TreeMap<>();
  private final Set<String> typed = new TreeSet<>();

  void passes(String kind, String name, boolean isTyped) {
    passing.merge(kind, 1, Integer::sum);
    if (isTyped) {
      typed.add(kind);
    } else {
      opaque.computeIfAbsent(kind, k -> new ArrayList<>()).add(name);
    }
  }

  void fails(String kind, String name, String reason) {
    failing.computeIfAbsent(kind, k -> new TreeMap<>()).put(name, reason);
  }

  int passing() {
    return passing.values().stream().mapToInt(Integer::intValue).sum();
  }

  Set<String> typed() {
    return typed;
  }

  Set<String> operators() {
    Set<String> all = new TreeSet<>(passing.keySet());
    all.addAll(failing.keySet());
    return all;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
        # ONNX's own tests of single operators

        Of the 379 backend tests of ONNX 1.12 for single operators, ONNX Runtime passes %d on the
        original file. All of these also pass on the file that is read and written again, and on
        the one that is compiled. %d of the %d operators are typed ([operators.md](operators.md)).

        This page is generated: `mvn -pl runtime-check/numerics -am test
        -Dtest=OnnxConformanceTest -Dsurefire.failIfNoSpecifiedTests=false
        -Despalier.docs=update`.

        ## Not passed by ONNX Runtime on the original file

        | operator | test | why |
        |---|---|---|
        """
                .formatted(passing(), typed.size(), operators().size()));
    failing.forEach(
        (kind, tests) ->
            tests.forEach(
                (name, why) -> text.append("| %s | %s | %s |\n".formatted(kind, name, why))));
    text.append("\n## Passed through unchanged (opaque)\n\n| operator | tests |\n|---|---|\n");
    opaque.forEach(
        (kind, tests) -> text.append("| %s | %s |\n".formatted(kind, String.join(", ", tests))));
    return text.toString();
  }
}
