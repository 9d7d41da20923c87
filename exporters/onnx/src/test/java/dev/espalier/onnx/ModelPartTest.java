package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files compute what the whole computes there. */
class ModelPartTest {
  private static final TensorType HALF = TensorType.f32(1, 2, 3, 3);
  private static final Tensor X = SeededTensor.of(TensorType.f32(1, 4, 3, 3), 3);

  @TempDir Path folder;

  private Path file;
  private Graph graph;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("whole.onnx");
    graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,3,3]) {
              %r = relu(%x)
              %a, %b = split(%r) {axis=1, sizes=[2,2]}
              %c = conv(%a, f32[2,2,1,1]#rand(1))
              %d = add(%c, %b)
              %y = exp(%d)
              return %y
            }
            """);
    new OnnxWriter().write(OnnxModel.of(graph), file);
  }

  private ModelPart between(Set<String> from, String to) {
    return ModelPart.between(file, ModelFile.parse(file), from, to);
  }

  private static ModelPart.Port port(String value, String port, TensorType type) {
    return new ModelPart.Port(value, port, type);
  }

  private Graph written(ModelPart part, List<ModelPart.Port> given, ModelPart.Port result)
      throws IOException {
    Path target = folder.resolve("part.onnx");
    part.write(target, given, result);
    return OnnxReader.read(target).graph();
  }

  private void assertComputesTheSame(Graph part, String result, Map<String, Tensor> given) {
    Interpreter interpreter = new Interpreter(Precision.F64);
    Tensor whole = interpreter.values(graph, Map.of("x", X)).get(result);
    Tensor cut = interpreter.run(part, given).get(0);
    assertThat(cut.toDoubles()).containsExactly(whole.toDoubles());
  }

  private Tensor value(String name) {
    return new Interpreter(Precision.F64).values(graph, Map.of("x", X)).get(name);
  }

  @Test
  void goesBackToWhatIsGiven() throws IOException {
    ModelPart part = between(Set.of("a", "b"), "d");
    assertThat(part.inputs()).containsExactlyInAnyOrder("a", "b");
    assertThat(part.nodes()).hasSize(2);
    Graph read =
        written(part, List.of(port("a", "a", HALF), port("b", "b", HALF)), port("d", "d", HALF));
    assertThat(read.nodes()).hasSize(2);
    Map<String, Tensor> given = Map.of("a", value("a"), "b", value("b"));
    assertComputesTheSame(read, "d", given);
  }

  /** The split makes the given value as well, under a name that nobody reads. */
  @Test
  void aNodeMayMakeAGivenValueBesideOneThatIsNeeded() throws IOException {
    ModelPart part = between(Set.of("a"), "d");
    assertThat(part.inputs()).containsExactlyInAnyOrder("x", "a");
    List<ModelPart.Port> given = List.of(port("x", "x", X.type()), port("a", "a", HALF));
    Graph read = written(part, given, port("d", "d", HALF));
    assertComputesTheSame(read, "d", Map.of("x", X, "a", value("a")));
  }

  @Test
  void portsMayHaveOtherNamesAndBeMore() throws IOException {
    ModelPart part = between(Set.of("c", "b"), "d");
    List<ModelPart.Port> given =
        List.of(port("c", "left", HALF), port("b", "b", HALF), port("q", "q", HALF));
    Graph read = written(part, given, port("d", "sum", HALF));
    assertThat(read.inputs()).containsOnlyKeys("left", "b", "q");
    assertThat(read.outputs()).containsExactly("sum");
    assertComputesTheSame(read, "d", Map.of("left", value("c"), "b", value("b"), "q", value("b")));
  }

  @Test
  void withoutCutsItBeginsAtTheInputs() {
    ModelPart part = between(Set.of(), "y");
    assertThat(part.inputs()).containsExactly("x");
    assertThat(part.nodes()).hasSize(graph.nodes().size());
  }
}
