package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Graph;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.search.cost.CompareParts.Part;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparePartsTest {
  @Test
  void costsAreAddedUpByScope() {
    Map<String, Double> supernet = new LinkedHashMap<>();
    IntStream.range(0, 40).forEach(i -> supernet.put("deep.block" + i % 2 + ".conv" + i, 1.0));
    supernet.put("head.conv", 5.0);
    Map<String, Double> model = Map.of("deep.block1.conv1", 0.5, "new.node", 0.25);
    assertThat(CompareParts.of(supernet, model))
        .containsExactly(
            new Part("deep.block0", 20, 0),
            new Part("deep.block1", 20, 0.5),
            new Part("head", 5, 0),
            new Part("new", 0, 0.25));
  }

  @Test
  void nodesCostWhatTheNetworkCosts() {
    Graph supernet = SmallSupernet.GRAPH;
    SearchSpace space = SearchSpace.of(supernet);
    int[] half = Arrays.stream(space.channels()).map(channels -> channels / 2).toArray();
    boolean[][] passing = SmallSupernet.selection(space, half, new Random(1));
    Graph decided = space.decided(supernet, passing, new int[] {1, 2, 1});
    Profile profile = ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
    for (CostMeasure measure : List.of(new LatencyMeasure(profile), new MacMeasure())) {
      double sum = measure.byNode(decided).values().stream().mapToDouble(cost -> cost).sum();
      assertThat(sum).isCloseTo(measure.of(decided), within(1e-9 * sum)).isPositive();
    }
  }
}
