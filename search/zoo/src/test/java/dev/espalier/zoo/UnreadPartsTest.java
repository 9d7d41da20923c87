package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The injection of TopFormer starts at 1/8: nothing reads what its last block makes for 1/4, and
 * the compiled network does not make it.
 */
class UnreadPartsTest {
  private static Graph network(String name) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    return architecture.build(
        architecture
            .published()
            .withClasses(5)
            .withSize(32, 32)
            .withScale(1 / 4.0)
            .withRandomStatistics()
            .withElement(ElementType.F64));
  }

  /** The last layer sees twice as many channels as all taps have, at one position. */
  @ParameterizedTest
  @CsvSource({"topformer-tiny-ade, 4, 52", "topformer-small-ade, 6, 74"})
  void theLastLayerMakesOnlyWhatIsRead(String name, int unread, int all) {
    Graph network = network(name);
    Graph compiled = Pipeline.standard(network).graph();
    assertThat(macs(network) - macs(compiled)).isEqualTo(2L * all * unread);
    double[] expected = run(network);
    double[] actual = run(compiled);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  private static long macs(Graph graph) {
    return MacCounter.count(graph).total().value();
  }

  private static double[] run(Graph graph) {
    Tensor image = SeededTensor.of(graph.inputs().get("image"), 5);
    return new Interpreter(Precision.F64).run(graph, Map.of("image", image)).get(0).toDoubles();
  }
}
