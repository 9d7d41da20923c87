package dev.espalier.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Relu;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Times a few small networks for real; figures depend on the machine, so only forms are checked.
 */
final class MeasureHostTest {
  @TempDir private Path folder;

  static List<HostRuntime> runtimes() {
    return List.of(new OnnxRuntimeHost(), new TfliteHost());
  }

  private Path model() throws IOException {
    Graph graph =
        Graph.builder("model")
            .input("x", TensorType.f32(1, 24, 17, 17))
            .constant("w", Tensor.filled(ElementType.F32, new long[] {40, 24, 3, 3}, 0.01))
            .node(
                Node.of(
                    new Conv(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), 1),
                    List.of("x", "w"),
                    "c"))
            .node(Node.of(new Relu(), List.of("c"), "y"))
            .build(List.of("y"));
    Path file = folder.resolve("model.onnx");
    new OnnxWriter().write(OnnxModel.of(graph), file);
    return file;
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void aHostIsMeasuredAndMeasurementsAreKept(HostRuntime runtime) throws IOException {
    List<String> messages = new ArrayList<>();
    MeasureHost job = new MeasureHost(runtime, List.of(model()), 2, 1, 1, folder.resolve("work"));
    MeasureHost.Result first = job.run(messages::add);
    assertThat(first.checks()).hasSize(1);
    ModelCheck check = first.checks().get(0);
    assertThat(check.kernels()).isPositive();
    assertThat(check.measured()).isPositive();
    assertThat(first.profile().kinds()).isNotEmpty();
    assertThat(first.profile().runtime()).isEqualTo(runtime.name());

    Path file = folder.resolve("profile.json");
    first.profile().write(file);
    assertThat(HostProfile.read(file)).isEqualTo(first.profile());

    MeasureHost.Result again = job.run(messages::add);
    assertThat(again).isEqualTo(first);
    assertThat(HostReport.of(again)).contains("model.onnx", "median of the 1 errors");
  }
}
