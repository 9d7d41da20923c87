package dev.espalier.latency.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.OrtProfile.NodeTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrtProfileTest {
  private static final String SESSION =
      "{\"cat\":\"Session\",\"dur\":90,\"name\":\"model_run\",\"args\":{}}";

  private static String event(int index, String name, int micros) {
    return """
    {"cat":"Node","dur":%d,"name":"%s_kernel_time","args":{"op_name":"Conv",
     "node_index":"%d","input_type_shape":[{"float":[1,3,8,8]},{"float":[4,3,1,1]}],
     "output_type_shape":[{"float":[1,4,8,8]}]}}
    """
        .formatted(micros, name, index);
  }

  @Test
  void nodesAreCollectedOverRuns() {
    String text =
        "["
            + String.join(",", SESSION, event(7, "b", 20), event(2, "a", 9), event(7, "b", 10))
            + "]";
    List<NodeTime> nodes = OrtProfile.read("p.json", text);
    assertThat(nodes).extracting(NodeTime::name).containsExactly("a", "b");
    assertThat(nodes.get(1).milliseconds()).isEqualTo(0.010);
    assertThat(nodes.get(1).inputs())
        .containsExactly(List.of(1L, 3L, 8L, 8L), List.of(4L, 3L, 1L, 1L));
    assertThat(nodes.get(1).outputs()).containsExactly(List.of(1L, 4L, 8L, 8L));
  }

  @Test
  void anInterruptedFileIsRefused() {
    String text = "[" + SESSION + "," + event(1, "a", 5);
    assertThatThrownBy(() -> OrtProfile.read("p.json", text))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("p.json")
        .hasMessageContaining("interrupted");
  }

  @Test
  void aProfileWithoutNodesIsRefused() {
    assertThatThrownBy(() -> OrtProfile.read("p.json", "[" + SESSION + "]"))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("no node");
  }

  @Test
  void theFastestFifthCounts() {
    assertThat(FastestFifth.mean(List.of(9, 1, 3, 8, 7, 6, 5, 4, 2, 10))).isEqualTo(1.5);
    assertThat(FastestFifth.mean(List.of(4.5))).isEqualTo(4.5);
  }
}
