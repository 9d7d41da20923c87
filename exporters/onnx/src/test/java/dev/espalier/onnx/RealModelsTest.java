package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealModelsTest {
  @ParameterizedTest
  @MethodSource("dev.espalier.onnx.SharedModels#valid")
  void everyOperatorIsModelled(String name) {
    OnnxModel model = read(name);
    assertThat(model.graph().nodes()).noneMatch(node -> node.op() instanceof Opaque);
    assertThat(model.graph().nodes()).noneMatch(node -> node.op() instanceof Shape);
  }

  @Test
  void masksOfPytorchAreFound() {
    Graph graph = read("mobilenetv2-dwbc").graph();
    assertThat(graph.nodes().stream().filter(n -> n.op() instanceof ChannelMask)).hasSize(44);
  }

  @Test
  void symbolicSizesStayExpressions() {
    Graph graph = read("ppocrv3-det").graph();
    String output = graph.outputs().get(0);
    TensorType input = graph.inputs().values().iterator().next();
    assertThat(input.toString()).isEqualTo("f32[x.d0,3,x.d2,x.d3]");
    assertThat(graph.type(output).dim(0)).isEqualTo(input.dim(0));
    assertThat(graph.nodes()).noneMatch(n -> graph.type(n.result()).isUnknown());
    assertThat(graph.type(output).dim(2).evaluate(Map.of("x.d2", 96L))).isEqualTo(96);
  }

  @Test
  void operatorsOfForeignDomainsAreRefused() {
    Path refused = SharedModels.file(SharedModels.REFUSED);
    OnnxException e = catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(refused));
    assertThat(e.code()).isEqualTo(OnnxException.Code.FOREIGN_OPERATOR_DOMAIN);
    assertThat(e).hasMessageContainingAll("DecodeImage", "com.microsoft.extensions");
  }

  private static OnnxModel read(String name) {
    return OnnxReader.read(SharedModels.file(name));
  }
}
