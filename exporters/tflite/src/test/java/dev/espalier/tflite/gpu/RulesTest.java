package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.Lint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds what it is about, and nothing else finds it, too. */
class RulesTest {
  static List<RuleExample> examples() {
    return Stream.of(
            RefusalExamples.all(),
            TrapExamples.pads(),
            TrapExamples.products(),
            TrapExamples.elements())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void findsExactlyThatRule(RuleExample example) {
    GpuVerdict verdict = GpuRules.check(example.broken());
    assertThat(verdict.lints()).hasSize(1);
    Lint lint = verdict.lints().get(0);
    assertThat(lint.rule()).isEqualTo(example.rule().id());
    assertThat(lint.level()).isEqualTo(example.level());
    assertThat(lint.node()).isNotEmpty();
    assertThat(lint.message()).contains(example.rule().meaning());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void findsNothingNextToIt(RuleExample example) {
    assertThat(GpuRules.check(example.fine()).lints()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void reportsWhatIsNotTaken(RuleExample example) {
    GpuVerdict verdict = GpuRules.check(example.broken());
    boolean refused = example.rule().kind() == Rule.Kind.REFUSAL;
    boolean milder = example.level() != example.rule().level();
    boolean taken = !refused || (milder && example.rule() == Rule.BROADCAST_PATTERN);
    assertThat(verdict.report().supported()).isEqualTo(taken);
    boolean trap = example.rule().kind() == Rule.Kind.TRAP && !milder;
    assertThat(verdict.report().traps()).isEqualTo(trap ? List.of(example.rule().id()) : List.of());
  }

  @Test
  void everyRuleHasAnExample() {
    Set<Rule> shown = examples().stream().map(RuleExample::rule).collect(Collectors.toSet());
    assertThat(shown).isEqualTo(EnumSet.allOf(Rule.class));
  }
}
