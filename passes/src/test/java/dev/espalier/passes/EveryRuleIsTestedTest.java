package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.passes.fuse.FuseRules;
import dev.espalier.passes.simplify.SimplifyRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  /** Choices are kept first, masks are lowered last: the pipeline does both by name. */
  @Test
  void everyRuleIsListed() {
    Set<String> listed = new TreeSet<>(Set.of("KeepChosenBranches", "LowerChannelMask"));
    Stream.of(SimplifyRules.all(), FuseRules.all())
        .flatMap(List::stream)
        .forEach(rule -> listed.add(rule.getClass().getSimpleName()));
    assertThat(rules())
        .extracting(rule -> rule.getFileName().toString().replace(".java", ""))
        .containsExactlyInAnyOrderElementsOf(listed);
  }
}
