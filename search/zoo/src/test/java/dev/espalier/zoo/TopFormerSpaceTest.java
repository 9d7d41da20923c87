package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.SplitMix64;
import dev.espalier.zoo.TopFormerPoint.Attention;
import dev.espalier.zoo.TopFormerPoint.Stage;
import dev.espalier.zoo.TopFormerSpace.Coordinate;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopFormerSpaceTest {
  private static MacCount count(TopFormerPoint point) {
    return MacCounter.count(point.architecture().build());
  }

  @Test
  void hasAsManyPointsAsPublished() {
    assertThat(TopFormerSpace.size()).isEqualTo(new BigInteger("99325771776000000000000"));
    assertThat(TopFormerSpace.coordinates())
        .extracting(c -> c.values().size())
        .startsWith(2, 8, 72, 168, 264, 384)
        .endsWith(6, 5, 5, 5, 2)
        .hasSize(1 + 5 + 4 * 5);
  }

  /** The point that is nearest to TopFormer-B, and its published counts. */
  @Test
  void thePointNextToTopFormerCountsAsPublished() {
    TopFormerPoint near =
        new TopFormerPoint(
            16,
            List.of(
                new Stage(16, 1, 3, 1),
                new Stage(32, 2, 3, 4),
                new Stage(64, 2, 5, 3),
                new Stage(128, 2, 3, 3),
                new Stage(160, 3, 5, 6)),
            Collections.nCopies(4, new Attention(8, 16, 2.0, 2.0, 1)),
            256);
    MacCount count = count(near);
    assertThat(Math.round(count.parameters() / 1e3)).isEqualTo(5080);
    assertThat(Math.round(count.total().value() / 1e6)).isEqualTo(1794);
  }

  @Test
  void theEndsAreTheNetworksOfThatName() {
    for (TopFormerPoint end : List.of(TopFormerSpace.smallest(), TopFormerSpace.largest())) {
      String name = end.equals(TopFormerSpace.smallest()) ? "etf-min" : "etf-max";
      Graph named = Zoo.named(name).orElseThrow().build();
      assertThat(MacCounter.count(named)).isEqualTo(count(end));
    }
  }

  /** Each coordinate reaches each of its values, and the notation says which point it is. */
  @Test
  void everyCoordinateMovesByItself() {
    TopFormerPoint start = TopFormerSpace.smallest();
    for (Coordinate<?> coordinate : TopFormerSpace.coordinates()) {
      for (int i = 0; i < coordinate.values().size(); i++) {
        TopFormerPoint moved = coordinate.move(start, i);
        assertThat(coordinate.index(moved)).isEqualTo(i);
        assertThat(moved.equals(start)).isEqualTo(i == coordinate.index(start));
        assertThat(TopFormerPoint.parse(moved.notation())).contains(moved);
        assertThat(
                TopFormerSpace.coordinates().stream().filter(c -> c.index(moved) != c.index(start)))
            .hasSizeLessThan(2);
      }
    }
  }

  @Test
  void anyPointIsANetworkOfTheZoo() {
    TopFormerPoint point = TopFormerSpace.smallest();
    for (int i = 0; i < TopFormerSpace.coordinates().size(); i++) {
      Coordinate<?> coordinate = TopFormerSpace.coordinates().get(i);
      int values = coordinate.values().size();
      point = coordinate.move(point, (int) (SplitMix64.unit(5, i) * values));
    }
    Architecture architecture = Zoo.named(point.notation()).orElseThrow();
    assertThat(architecture.name()).isEqualTo(point.notation());
    Graph graph = architecture.build(architecture.published().withSize(64, 96));
    assertThat(graph.type(graph.outputs().get(0)).shape()).containsExactly(1, 150, 8, 12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etf-16",
        "etf-18-16x1k3e1-16x1k3e3-24x1k3e2-56x1k3e2-88x1k3e4"
            + "-2x12v1.6m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-sim128",
        "etf-16-16x1k3e1-16x1k3e3-24x1k3e2-56x1k3e2-88x1k3e4"
            + "-2x12v1.7m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-sim128",
        "etf-16-16x1k3e1-16x1k3e3-24x1k3e2-56x1k3e2-88x1k3e4"
            + "-2x12v1.6m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-2x12v1.6m1.6d1-sim64"
      })
  void whatIsOutsideIsNoPoint(String notation) {
    assertThat(Zoo.named(notation)).isEmpty();
  }
}
