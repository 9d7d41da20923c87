package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[N,3,8,8]) {
            %a = conv(%x, %w=f32[4,3,3,3]#rand(1)) {pads=[1,1,1,1]}
            %b = batch_normalization(%a, %scale=f32[4]#rand(1), %shift=f32[4]#rand(2), %mean=f32[4]#rand(3), %variance=f32[4]#fill(0.7))
            %c = relu(%b)
            %m = channel_mask(%c, %scores=f32[4]#[0.2,0.7,0.5,0.9])
            %y = conv(%m, %k=f32[2,4,1,1]#rand(9))
            return %y
          }
          """);
  private static final Tensor X =
      IrParser.parse("graph @g() {\nreturn %x=f32[2,3,8,8]#rand(7)\n}").constants().get("x");

  @Test
  void runsForward() {
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(GRAPH, Precision.F64);
        Network network = Network.of(GRAPH, parameters);
        Pass pass = network.run(Mode.EVALUATE, Choosing.BEST, input(manager, parameters))) {
      Tensor computed = Tensors.toTensor(pass.output("y"), ElementType.F64);
      Tensor wanted = new Interpreter(Precision.F64).run(GRAPH, Map.of("x", X)).get(0);
      assertThat(computed.toDoubles()).containsExactly(wanted.toDoubles(), within(1e-12));
    }
  }

  @Test
  void trains() {
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(GRAPH);
        Network network = Network.of(GRAPH, parameters)) {
      Map<String, NDArray> input = input(manager, parameters);
      float first = step(network, input);
      for (int i = 0; i < 20; i++) {
        step(network, input);
      }
      assertThat(step(network, input)).isLessThan(first / 4);
      Graph trained = parameters.written(GRAPH);
      assertThat(trained.constants().get("w").hasSameContent(GRAPH.constants().get("w"))).isFalse();
      assertThat(trained.constants().get("mean").toDoubles())
          .isNotEqualTo(GRAPH.constants().get("mean").toDoubles());
    }
  }

  /** Gradient descent on the mean square of the output. */
  private static float step(Network network, Map<String, NDArray> input) {
    try (Pass pass = network.record(Mode.TRAIN, Choosing.BEST, input)) {
      NDArray loss = pass.output("y").square().mean();
      pass.backward(loss);
      for (Parameter p : network.parameters().all()) {
        pass.gradient(p).ifPresent(g -> p.value().subi(g.mul(0.1f)));
      }
      return loss.getFloat();
    }
  }

  private static Map<String, NDArray> input(NDManager manager, Parameters parameters) {
    return Map.of("x", parameters.toArray(manager, X));
  }
}
