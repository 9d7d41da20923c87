package dev.espalier.onnx;

import dev.espalier.passes.RuleTests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryRuleIsTestedTest {
  static List<Path> rules() {
    return RuleTests.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void inWhatItDoesAndWhatItLeavesAlone(Path rule) {
    RuleTests.assertTested(rule);
  }
}
