package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every network but ENet, which has operators that are not modelled, narrow and on small pictures,
 * with a random choice of each coupled group masked at every producer: it computes the same in
 * double after the standard pipeline, no mask and no opaque operator is left, and no masked
 * channel.
 */
class MaskedNetworksTest {
  private static final double TOLERANCE = 1e-9;

  /** Each once: some differ in nothing but their pictures, or in operators that they lack. */
  static Stream<Arguments> networks() {
    Set<List<Object>> seen = new HashSet<>();
    return Zoo.all().stream()
        .filter(a -> !a.name().equals("enet-city"))
        .flatMap(a -> Stream.of(true, false).map(composite -> Arguments.of(a.name(), composite)))
        .filter(arguments -> seen.add(design(arguments.get())));
  }

  private static List<Object> design(Object[] arguments) {
    Graph graph = small((String) arguments[0], (boolean) arguments[1]);
    return List.of(graph.nodes(), MacCounter.count(graph));
  }

  private static Graph small(String name, boolean composite) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Configuration configuration = small(architecture);
    return architecture.build(composite ? configuration : configuration.withPrimitives());
  }

  private static Configuration small(Architecture architecture) {
    return architecture
        .published()
        .withClasses(5)
        .withSize(64, 64)
        .withScale(1 / 8.0)
        .withSeed(11)
        .withRandomStatistics()
        .withElement(ElementType.F64);
  }

  @ParameterizedTest(name = "{0}, composite operators: {1}")
  @MethodSource("networks")
  void theSameNumbersComeOutOfTheSmallerNetwork(String name, boolean composite) {
    PruneOptions options = new PruneOptions(PruneMethod.RANDOM, 0.5, 1, List.of(), 3);
    Graph masked = Prune.run(small(name, composite), options).graph();
    Pipeline.Result result = Pipeline.standard(masked);
    assertSameNumbers(masked, result.graph());
    assertThat(result.graph().nodes())
        .noneMatch(n -> n.op() instanceof Opaque || n.op() instanceof ChannelMask);
    assertThat(result.ledger().count(Fate.REMOVED)).isPositive();
    assertThat(result.ledger().count(Fate.KEPT)).isZero();
  }

  /** The range is what the input moves, so that large biases hide nothing. */
  private static void assertSameNumbers(Graph masked, Graph compiled) {
    double[] expected = run(masked, 5);
    double[] other = run(masked, 6);
    double[] actual = run(compiled, 5);
    double range = 0;
    for (int i = 0; i < expected.length; i++) {
      range = Math.max(range, Math.abs(expected[i] - other[i]));
    }
    assertThat(range).as("what the input moves").isGreaterThan(1e-4);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("element %d", i)
          .isLessThanOrEqualTo(TOLERANCE * range);
    }
  }

  private static double[] run(Graph graph, long seed) {
    Tensor image = SeededTensor.of(graph.inputs().get("image"), seed);
    return new Interpreter(Precision.F64).run(graph, Map.of("image", image)).get(0).toDoubles();
  }
}
