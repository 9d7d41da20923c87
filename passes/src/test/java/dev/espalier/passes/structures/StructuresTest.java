package dev.espalier.passes.structures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.LedgerEntry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pipeline makes of every structure what its file says, and the same numbers. */
class StructuresTest {
  private static final Pass PIPELINE = graph -> Pipeline.standard(graph).graph();

  static List<Structure> structures() {
    return Structure.all();
  }

  static Stream<Structure> withGroups() {
    return structures().stream().filter(s -> s.sections().containsKey("groups"));
  }

  static Stream<Structure> compiled() {
    return structures().stream().filter(s -> s.sections().containsKey("becomes"));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void hasSomethingToShow(Structure structure) {
    assertThat(structure.sections().keySet())
        .isSubsetOf("becomes", "ledger", "groups", "tflite")
        .containsAnyOf("becomes", "groups");
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void becomes(Structure structure) {
    PassAssert.on(PIPELINE, structure.text()).gives(structure.sections().get("becomes"));
    Graph graph = IrParser.parse(structure.text());
    List<String> ledger =
        Pipeline.standard(graph).ledger().entries().stream().map(StructuresTest::line).toList();
    assertThat(ledger).isEqualTo(structure.lines("ledger").orElse(List.of()));
  }

  @ParameterizedTest
  @MethodSource("withGroups")
  void isCoupled(Structure structure) {
    Groups groups = new Groups(IrParser.parse(structure.text()));
    for (String line : structure.lines("groups").orElseThrow()) {
      assertThat(groups.around(line)).isEqualTo(line);
    }
  }

  /** {@code %m axis 1: 5 of 10 removed, 1 kept (live partner %x)}. */
  private static String line(LedgerEntry entry) {
    String fates =
        Stream.of(Fate.values())
            .filter(fate -> entry.count(fate) > 0)
            .map(fate -> entry.count(fate) + " " + fate.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    String reasons =
        entry.reasons().stream()
            .map(reason -> reason.reason().text() + " %" + reason.value())
            .collect(Collectors.joining("; "));
    return "%%%s axis %d, %d channels: %s%s"
        .formatted(
            entry.value(),
            entry.axis(),
            entry.total(),
            fates,
            reasons.isEmpty() ? "" : " (" + reasons + ")");
  }
}
