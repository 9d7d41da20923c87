package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A choice between equal logits is the same branch in the graph, in its file, and compiled. */
class TiedLogitsTest {
  private static final Tensor X = Tensor.floats(new long[] {1, 2}, 1, 2);

  @TempDir Path folder;

  /** The branches are 10 x by a matrix, 20 x by a smaller product, and 30 x. */
  private static Graph branches(String logits, String tie) {
    return IrParser.parse(
        """
        graph @g(%%x: f32[1,2], %%l: f32[3]) {
          %%a1 = mat_mul(%%x, f32[2,2]#[10,0,0,10])
          %%a = mat_mul(%%a1, f32[2,2]#[1,0,0,1])
          %%b = mat_mul(%%x, f32[2,2]#[20,0,0,20])
          %%c = mul(%%x, f32[]#[30])
          %%y = choice(%%a, %%b, %%c, %s)%s
          return %%y
        }
        """
            .formatted(logits, tie));
  }

  private static double first(List<Tensor> outputs) {
    return outputs.get(0).at(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'1,1,1', cheaper, 30",
    "'1,1,0', cheaper, 20",
    "'1,0,1', cheaper, 30",
    "'0,1,0', cheaper, 20",
    "'1,1,1', first, 10",
    "'0,1,1', first, 20",
  })
  void theGraphItsFileAndWhatIsReadAgree(String logits, String tie, double expected)
      throws Exception {
    Graph graph = branches("f32[3]#[" + logits + "]", " {onTie=" + tie + "}");
    Interpreter interpreter = new Interpreter(Precision.F32);
    Map<String, Tensor> inputs = Map.of("x", X, "l", Tensor.floats(new long[] {3}, 0, 0, 0));
    assertThat(first(interpreter.run(graph, inputs))).isEqualTo(expected);
    assertThat(first(interpreter.run(Pipeline.standard(graph).graph(), inputs)))
        .isEqualTo(expected);
    Path file = folder.resolve("written.onnx");
    new OnnxWriter().write(OnnxModel.of(graph), file);
    assertThat(first(Ort.run(file, inputs))).isEqualTo(expected);
    Graph read = OnnxReader.read(file).graph();
    assertThat(first(interpreter.run(read, inputs))).isEqualTo(expected);
    assertThat(first(interpreter.run(Pipeline.standard(read).graph(), inputs))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'1,1,1', 30", "'1,1,0', 20", "'0,1,0', 20", "'2,1,1', 10"})
  void logitsThatAreAnInput(String logits, double expected) throws Exception {
    Graph graph = branches("%l", "");
    String[] parts = logits.split(",", -1);
    float[] numbers = new float[3];
    for (int i = 0; i < 3; i++) {
      numbers[i] = Float.parseFloat(parts[i]);
    }
    Map<String, Tensor> inputs = Map.of("x", X, "l", Tensor.floats(new long[] {3}, numbers));
    assertThat(first(new Interpreter(Precision.F32).run(graph, inputs))).isEqualTo(expected);
    Path file = folder.resolve("written.onnx");
    new OnnxWriter().write(OnnxModel.of(graph), file);
    assertThat(first(Ort.run(file, inputs))).isEqualTo(expected);
  }

  /** A file of another tool, with the functions of this project. */
  @Test
  void aFileKeepsItsOwnRule() throws Exception {
    Path file =
        Protos.write(
            folder,
            model(
                    17,
                    graph(
                            "x:1,2",
                            "y:1,2",
                            node("a = MatMul x w"),
                            node("y = Choice2 a x l").setDomain("dev.espalier"))
                        .addInitializer(floats("w", shape(2, 2), 10, 0, 0, 10))
                        .addInitializer(floats("l", shape(2), 1, 1)))
                .addOpsetImport(opset("dev.espalier", 1))
                .addFunctions(SupernetFunctions.choice(2, 17)));
    assertThat(first(Ort.run(file, Map.of("x", X)))).isEqualTo(10);
    Graph compiled = Pipeline.standard(OnnxReader.read(file).graph()).graph();
    assertThat(first(new Interpreter(Precision.F32).run(compiled, Map.of("x", X)))).isEqualTo(10);
  }
}
