package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.LiteOp;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each line of the table of operators says, by a use that breaks it. */
class ConstraintsTest {
  private static final OperatorTable TABLE = OperatorTable.bundled();

  static Stream<Use> all() {
    return Stream.of(
            OperandMisuses.operands(),
            OperandMisuses.shapes(),
            AttributeMisuses.attributes(),
            TypeMisuses.types(),
            TypeMisuses.malformed())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isNotTaken(Use use) {
    GpuVerdict verdict = GpuRules.check(use.model());
    assertThat(verdict.errors()).extracting(Lint::rule).containsExactly(use.rule().id());
    String name = use.op().replace(':', ' ');
    assertThat(verdict.errors().get(0).message()).contains(name);
  }

  @Test
  void everyConditionIsBrokenByAGraph() {
    Set<String> needs = new TreeSet<>(TABLE.every().needs());
    TABLE.rows().forEach(row -> needs.addAll(row.needs()));
    needs.removeAll(Set.of("static", "never", "final-choice", "stretch"));
    all().forEach(use -> needs.remove(breaks(use)));
    assertThat(needs).isEmpty();
  }

  /** The first condition that the last operator of the named kind breaks. */
  private static String breaks(Use use) {
    Wiring wiring = new Wiring(use.model());
    LiteOp op =
        wiring.ops().stream()
            .filter(o -> o.name().equals(use.op().replace(':', ' ')))
            .findFirst()
            .orElseThrow();
    Site site = new Site(wiring, new ValueRanges(wiring), op);
    return Stream.concat(
            TABLE.every().needs().stream(), TABLE.row(op).orElseThrow().needs().stream())
        .filter(name -> Checks.named(name).find(site).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
