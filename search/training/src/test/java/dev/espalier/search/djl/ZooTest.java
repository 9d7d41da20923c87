package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.run.Precision;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo, with an eighth of its channels, on a small picture. */
class ZooTest {
  private static final double EXACT = 1e-9;

  /** Multiply-accumulates up to which the interpreter, which is slow, is asked too. */
  private static final long LARGEST = 5_000_000;

  /** Single precision with different kernels through a hundred layers. */
  private static final double CLOSE = 1e-4;

  static Stream<String> names() {
    return Zoo.all().stream().map(Architecture::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void computesTheSame(String name) {
    Graph graph = reduced(Zoo.named(name).orElseThrow());
    Map<String, Tensor> inputs = Backends.inputs(graph);
    if (graph.nodes().stream().anyMatch(node -> node.op() instanceof Opaque)) {
      assertThatThrownBy(() -> Backends.pyTorch(graph, inputs, Precision.F32))
          .isInstanceOf(IrException.class)
          .hasMessageContaining("MaxPool");
      return;
    }
    if (MacCounter.count(graph).total().value() <= LARGEST) {
      List<Tensor> wide = Backends.pyTorch(graph, inputs, Precision.F64);
      assertThat(Backends.difference(Backends.interpreter(graph, inputs), wide))
          .isLessThanOrEqualTo(EXACT);
    }
    List<Tensor> single = Backends.pyTorch(graph, inputs, Precision.F32);
    assertThat(Backends.difference(Backends.onnxRuntime(graph, inputs), single))
        .isLessThanOrEqualTo(CLOSE);
  }

  private static Graph reduced(Architecture architecture) {
    int size = architecture.name().startsWith("swin") ? 224 : 64;
    return architecture.build(
        architecture
            .published()
            .withClasses(5)
            .withSize(size, size)
            .withScale(0.125)
            .withRandomStatistics());
  }
}
