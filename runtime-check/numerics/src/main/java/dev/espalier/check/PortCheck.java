package dev.espalier.check;

import dev.espalier.ir.Dim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the inputs, or the outputs, of two models. */
final class PortCheck {
  private PortCheck() {}

  /** What is wrong with the ports of the candidate, by name; empty when nothing is. */
  static Map<String, String> problems(List<PortType> expected, List<PortType> actual) {
    Map<String, String> problems = new LinkedHashMap<>();
    List<String> expectedNames = expected.stream().map(PortType::name).toList();
    List<String> actualNames = actual.stream().map(PortType::name).toList();
    for (int i = 0; i < expected.size(); i++) {
      String name = expectedNames.get(i);
      int at = actualNames.indexOf(name);
      if (at < 0) {
        problems.put(name, "missing in the candidate, which has " + actualNames);
      } else if (!agree(expected.get(i), actual.get(at))) {
        problems.put(
            name, "type " + actual.get(at).type() + " instead of " + expected.get(i).type());
      } else if (at != i) {
        problems.put(name, "at position " + at + " instead of " + i);
      }
    }
    for (String name : actualNames) {
      if (!expectedNames.contains(name)) {
        problems.put(name, "only in the candidate");
      }
    }
    return problems;
  }

  /** Files may leave out shapes, which then read as rank 0, and may keep sizes symbolic. */
  static boolean agree(PortType expected, PortType actual) {
    List<Dim> left = expected.type().dims();
    List<Dim> right = actual.type().dims();
    boolean agree = expected.type().element() == actual.type().element();
    if (left.isEmpty() || right.isEmpty()) {
      return agree;
    }
    agree &= left.size() == right.size();
    for (int axis = 0; agree && axis < left.size(); axis++) {
      agree = !left.get(axis).neverEquals(right.get(axis));
    }
    return agree;
  }
}
