package dev.espalier.measure.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.IrPrinter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RandomNetworkTest {
  private static final int NETWORKS = 150;

  @Test
  void aSeedAlwaysGivesTheSameNetwork() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(IrPrinter.print(RandomNetwork.of(seed)))
          .isEqualTo(IrPrinter.print(RandomNetwork.of(seed)));
    }
  }

  @Test
  void valuesAndWorkStayWithinBounds() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Graph graph = RandomNetwork.of(seed);
      for (String value : graph.values()) {
        TensorType type = graph.type(value);
        assertThat(type.isStatic()).isTrue();
        assertThat(type.elements().value()).isLessThanOrEqualTo(4 * RandomNetwork.MOST_ELEMENTS);
      }
      assertThat(MacCounter.count(graph).total().value()).isLessThan(30 * RandomNetwork.MOST_MACS);
    }
  }

  @Test
  void operatorsOfRealNetworksOccur() {
    Set<String> operators = new TreeSet<>();
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomNetwork.of(seed).nodes().forEach(node -> operators.add(node.op().mnemonic()));
    }
    assertThat(operators)
        .contains("conv", "add", "mul", "relu", "concat", "resize", "softmax")
        .contains("max_pool", "average_pool", "reduce_mean", "transpose", "reshape");
  }
}
