package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.IrParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing of a pass is left when it is closed. */
class MemoryTest {
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[N,3,12,12]) {
            %c = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[0,0,1,1]}
            %b = batch_normalization(%c, f32[8]#rand(1), f32[8]#rand(2), f32[8]#zeros, f32[8]#fill(1))
            %h = hard_swish(%b)
            %m = channel_mask(%h, f32[8]#[0.2,0.7,0.1,0.9,0.3,0.8,0.4,0.6])
            %a = conv(%m, f32[8,8,1,1]#rand(3))
            %p = average_pool(%m) {kernel=[3,3], pads=[1,1,1,1]}
            %k = choice(%m, %a, %p, f32[3]#[0.1,0.2,0.3])
            %t = conv_transpose(%k, f32[8,4,3,3]#rand(4)) {strides=[2,2]}
            %y = resize(%t) {axes=[2,3], sizes=[12,12], mode=linear, coordinates=align_corners}
            return %y
          }
          """);

  @Test
  void noArrayIsLeftOver() {
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(GRAPH);
        Network network = Network.of(GRAPH, parameters)) {
      steps(network, 0, 20);
      int arrays = live(manager);
      assertThat(arrays).isGreaterThan(parameters.all().size());
      steps(network, 20, 120);
      assertThat(live(manager)).isEqualTo(arrays);
    }
  }

  @Test
  void noArrayIsLeftOverAfterAnError() {
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(GRAPH);
        Network network = Network.of(GRAPH, parameters)) {
      Parameter scores =
          parameters.all().stream()
              .filter(p -> p.kind() == Parameter.Kind.SCORES)
              .findFirst()
              .orElseThrow();
      steps(network, 0, 20);
      scores.value().divi(0);
      int arrays = live(manager);
      for (int i = 0; i < 3; i++) {
        assertThat(catchThrowable(() -> steps(network, 0, 1))).isNotNull();
      }
      assertThat(live(manager)).isEqualTo(arrays);
    }
  }

  /** All arrays of the process. */
  private static int live(NDManager manager) {
    return manager.getParentManager().getManagedArrays().size();
  }

  private static void steps(Network network, int from, int to) {
    Tensor x = Tensor.filled(ElementType.F32, new long[] {2, 3, 12, 12}, 0.5);
    for (int step = from; step < to; step++) {
      Choosing choosing =
          new Choosing.Sampled(1, new Draws(1), step, Choosing.Branches.SAMPLED_AND_SKIP);
      try (NDManager batch = PyTorch.newManager()) {
        Map<String, NDArray> inputs = Map.of("x", Tensors.toArray(batch, x));
        try (Pass pass = network.record(Mode.TRAIN, choosing, inputs)) {
          pass.backward(pass.output("y").square().mean());
          for (Parameter p : network.parameters().all()) {
            pass.gradient(p).ifPresent(g -> p.value().subi(g.mul(0.001f)));
          }
        }
        try (Pass pass = network.run(Mode.EVALUATE, Choosing.BEST, inputs)) {
          assertThat(pass.output("y").getShape().dimension()).isEqualTo(4);
        }
      }
    }
  }
}
