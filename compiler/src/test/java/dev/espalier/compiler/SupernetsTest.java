package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Rebuild;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Supernet;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks for phones as supernets, half of their scores off, narrow and on small pictures, from
 * file to file: what is compiled runs on the GPU as a whole, and computes what the supernet does.
 */
class SupernetsTest {
  @TempDir Path folder;

  /** With the branch that each choice makes. */
  @ParameterizedTest
  @CsvSource({
    "topformer-tiny-ade, 0",
    "topformer-base-city, 0",
    "etf-min, 0",
    "bisenetv2-city, 0",
    "segformer-b0-ade, 0",
    "rtseg-small, 0",
    "rtseg-small, 1",
    "rtseg-small, 2",
    "rtseg-supernet-C-table4, 2"
  })
  void runsOnTheGpu(String name, int branch) throws Exception {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Configuration published = architecture.published().withClasses(5).withSize(64, 64);
    Graph network = architecture.build(published.withScale(1 / 8.0).withRandomStatistics());
    Path file = folder.resolve("supernet.onnx");
    Graph supernet = Supernet.of(chosen(network, branch), 0.5, 3);
    new OnnxWriter().write(OnnxModel.of(supernet), file);
    CompileOptions options = CompileOptions.DEFAULTS;
    CompileResult result = new CompileJob(file, folder.resolve("out"), options).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence()).hasSize(3).allMatch(row -> row.pass());
    assertThat(result.report().input().masks()).isGreaterThan(40);
  }

  private static Graph chosen(Graph graph, int branch) {
    Rebuild rebuild = new Rebuild(graph);
    double[] logits = new double[3];
    logits[branch] = 1;
    rebuild.constant("chosen", Tensor.of(ElementType.F32, new long[] {3}, logits));
    for (Node node : graph.nodes()) {
      List<String> operands = new ArrayList<>(node.operands());
      if (node.op() instanceof Choice) {
        operands.set(operands.size() - 1, "chosen");
      }
      rebuild.node(node.withOperands(operands));
    }
    return rebuild.build();
  }
}
