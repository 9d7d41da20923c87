package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.ModelFormat;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest graph on which a compiler that is wrong in one place goes wrong. */
class ReduceCompileTest {
  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("model.onnx");
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,8,8]) {
              %a = conv(%x, f32[8,4,3,3]#rand(1)) {pads=[1,1,1,1]}
              %b = relu(%a)
              %m = channel_mask(%b, f32[8]#[1, 0, 1, 1, 1, 1, 0, 1])
              %c = sigmoid(%m)
              %d = conv(%c, f32[8,8,3,3]#rand(2)) {pads=[1,1,1,1]}
              %e = add(%d, %b)
              return %e
            }
            """);
    new OnnxWriter().write(OnnxModel.of(graph), model);
  }

  private Optional<Graph> reduced(UnaryOperator<Graph> compile, ModelFormat format)
      throws IOException {
    return new ReduceCompile(compile, format, OptionalDouble.empty()).of(model);
  }

  /** Takes every sigmoid for a relu. */
  private static Graph wrong(Graph graph) {
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach(builder::constant);
    for (Node node : graph.nodes()) {
      builder.node(node.op() instanceof Sigmoid ? node.withOp(new Relu()) : node);
    }
    return Pipeline.standard(builder.build(graph.outputs())).graph();
  }

  @Test
  void onlyTheNodeAtFaultIsLeft() throws IOException {
    for (ModelFormat format : ModelFormat.values()) {
      Graph minimal = reduced(ReduceCompileTest::wrong, format).orElseThrow();
      assertThat(minimal.nodes()).as(IrPrinter.printWithContents(minimal)).hasSize(1);
      assertThat(minimal.nodes().get(0).op()).isEqualTo(new Sigmoid());
      assertThat(minimal.type("m").dims().stream().map(dim -> dim.value()))
          .isEqualTo(List.of(1L, 1L, 1L, 1L));
    }
  }

  @Test
  void aRightCompilerLeavesNothing() throws IOException {
    assertThat(reduced(graph -> Pipeline.standard(graph).graph(), ModelFormat.ONNX)).isEmpty();
    assertThat(reduced(graph -> Pipeline.standard(graph).graph(), ModelFormat.TFLITE)).isEmpty();
  }
}
