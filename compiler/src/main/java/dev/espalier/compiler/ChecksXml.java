package dev.espalier.compiler;

import dev.espalier.compiler.Check.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checks as results of tests, in the XML that continuous integration shows: a suite per kind of
 * check, a test case per check.
 */
final class ChecksXml {
  private static final String FIRST_LINE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final String model;
  private final StringBuilder xml = new StringBuilder(FIRST_LINE);

  private ChecksXml(String model) {
    this.model = model;
  }

  static String text(CompileReport report) {
    ChecksXml checks = new ChecksXml(report.input().file());
    Map<String, List<Check>> suites = new TreeMap<>();
    report
        .checks()
        .forEach(check -> suites.computeIfAbsent(check.kind(), k -> new ArrayList<>()).add(check));
    checks.xml.append("<testsuites name=\"espalier\">\n");
    suites.forEach(checks::suite);
    return checks.xml.append("</testsuites>\n").toString();
  }

  private void suite(String kind, List<Check> checks) {
    xml.append("  <testsuite name=\"").append(escape(suiteName(kind)));
    xml.append("\" tests=\"").append(checks.size());
    xml.append("\" failures=\"").append(count(checks, Outcome.FAILED));
    xml.append("\" errors=\"0\" skipped=\"").append(count(checks, Outcome.SKIPPED));
    xml.append("\" time=\"0\">\n");
    checks.forEach(this::testCase);
    xml.append("  </testsuite>\n");
  }

  /** Without a point in the model's name, since pages of results cut there. */
  private String suiteName(String kind) {
    return "espalier." + model.replaceFirst("\\.onnx$", "").replace('.', '_') + "." + kind;
  }

  private static long count(List<Check> checks, Outcome outcome) {
    return checks.stream().filter(check -> check.outcome() == outcome).count();
  }

  private void testCase(Check check) {
    xml.append("    <testcase classname=\"").append(escape(suiteName(check.kind())));
    xml.append("\" name=\"").append(escape(check.name())).append("\" time=\"0\">\n");
    String message = escape(check.message());
    switch (check.outcome()) {
      case PASSED -> element("system-out", "", message);
      case WARNED -> element("system-out", "", "warning: " + message);
      case FAILED -> element("failure", " message=\"" + message + "\"", message);
      case SKIPPED -> element("skipped", "", message);
    }
    xml.append("    </testcase>\n");
  }

  private void element(String name, String attributes, String text) {
    xml.append("      <").append(name).append(attributes).append('>').append(text);
    xml.append("</").append(name).append(">\n");
  }

  /** Text for an attribute or an element; characters that XML cannot hold become U+FFFD. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(character -> append(character, escaped));
    return escaped.toString();
  }

  private static void append(int character, StringBuilder escaped) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\t', '\n', '\r' -> escaped.append("&#").append(character).append(';');
      default -> escaped.appendCodePoint(isInXml(character) ? character : 0xFFFD);
    }
  }

  private static boolean isInXml(int character) {
    return character >= 0x20 && character < 0xD800
        || character >= 0xE000 && character <= 0xFFFD
        || character >= 0x10000;
  }
}
