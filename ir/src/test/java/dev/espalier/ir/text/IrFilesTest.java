package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IrFilesTest {
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[1,3,H,W]) {
            %a = conv(%x, f32[70,3,9,9]#rand(1), f32[70]#rand(2)) {pads=[4,4,4,4]}
            return %a, %w=f16[]#[0.1], %"a constant"=u8[2,3]#rand(3), %e=i32[0]#zeros
          }
          """);

  @TempDir private Path folder;
  private Path text;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    text = folder.resolve("net.ir");
    weights = folder.resolve("net.ir.weights");
    IrFiles.write(GRAPH, text);
  }

  /** The constants of a graph as the parser looks them up. */
  static Map<String, Tensor> store(Graph graph) {
    Map<String, Tensor> store = new HashMap<>();
    graph.constants().values().forEach(tensor -> store.put(tensor.toString(), tensor));
    return store;
  }

  @Test
  void everythingIsReadBack() throws IOException {
    Graph read = IrFiles.read(text);
    assertThat(IrPrinter.print(read)).isEqualTo(IrPrinter.print(GRAPH));
    assertThat(read.nodes()).isEqualTo(GRAPH.nodes());
    GRAPH
        .constants()
        .forEach(
            (name, tensor) -> {
              assertThat(read.constants().get(name).type()).isEqualTo(tensor.type());
              assertThat(read.constants().get(name).toDoubles()).isEqualTo(tensor.toDoubles());
            });
  }

  @Test
  void theWeightsFileDescribesItself() throws IOException {
    String file = Files.readString(weights, StandardCharsets.ISO_8859_1);
    assertThat(file).startsWith("espalier weights 1\n");
    Tensor weight = GRAPH.constants().get("a.weight");
    assertThat(file).contains("f32[70,3,9,9]#" + weight.digest() + " 68040\n");
  }

  @Test
  void writingTwiceReplacesLongerFiles() throws IOException {
    IrFiles.write(
        IrParser.parse("graph @g(%x: f32[1]) {\n %y = add(%x, f32[1]#rand(1))\n return %y\n}"),
        text);
    assertThat(IrFiles.read(text).constants()).hasSize(1);
    assertThat(Files.size(weights)).isLessThan(200);
  }

  @Test
  void changedContentsAreNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    assertThatThrownBy(() -> IrFiles.read(text))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("the contents of f32[70,3,9,9]#");
  }

  @Test
  void aTruncatedFileIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, 3000));
    assertThatThrownBy(() -> IrFiles.read(text))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("is cut off");
  }

  @Test
  void anotherFileIsNoticed() throws IOException {
    Files.writeString(weights, "PK");
    assertThatThrownBy(() -> IrFiles.read(text))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("does not start with 'espalier weights 1'");
  }
}
