package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.Lint;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

  /** A message names what was found in numbers that a person can read. */
  @Test
  void messagesAreForPeople() {
    Map<Rule, String> messages = new EnumMap<>(Rule.class);
    examples()
        .forEach(e -> messages.put(e.rule(), GpuRules.check(e.broken()).lints().get(0).message()));
    assertThat(messages.get(Rule.ADD_TINY_CONST)).startsWith("ADD by at most 1.00e-05: ");
    assertThat(messages.get(Rule.PADV2_BEFORE_CONV)).startsWith("PADV2 by 1 in front of CONV_2D: ");
    assertThat(messages.get(Rule.MAXPOOL_FLOOR))
        .startsWith("MAX_POOL_2D of numbers of unknown size: ")
        .endsWith("; " + Rule.MAXPOOL_FLOOR.remedy());
    assertThat(messages.values()).noneMatch(text -> text.contains("Infinity"));
  }

  @Test
  void everyRuleHasAnExample() {
    Set<Rule> shown = examples().stream().map(RuleExample::rule).collect(Collectors.toSet());
    assertThat(shown).isEqualTo(EnumSet.allOf(Rule.class));
  }
}
