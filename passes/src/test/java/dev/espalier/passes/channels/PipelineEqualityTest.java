package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.structures.Structure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structures that once came out wrong, or not at all. */
class PipelineEqualityTest {
  static List<Structure> structures() {
    return Structure.in("/regressions");
  }

  @ParameterizedTest
  @MethodSource("structures")
  void theSameNumbersComeOut(Structure structure) {
    Graph graph = IrParser.parse(structure.text().replaceAll("\\bf32\\b", "f64"));
    assertThat(PipelineFault.in(graph, 1)).isEmpty();
  }
}
