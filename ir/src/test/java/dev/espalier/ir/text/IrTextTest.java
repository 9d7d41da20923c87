package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Split;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrTextTest {
  private static String printed(String text) {
    return IrPrinter.print(IrParser.parse(text));
  }

  private static Graph body(String lines) {
    return IrParser.parse("graph @g(%x: f32[1,4]) {\n" + lines + "\n}\n");
  }

  @Test
  void everyPartOfTheFormIsReadAndWritten() {
    String text =
        """
        graph @"a net"(%x: f32[1,3,H,W], %"gpu_0/data": i64[N]) {
          %a = conv(%x, f32[4,3,3,3]#rand(7), _) {strides=[2,2], pads=[1,1,1,1]} : f32[1,4,floor((H+1)/2),floor((W+1)/2)] @"block 1/conv"
          %m = channel_mask(%a, f32[4]#[0.9, 0.1, 1, -0]) : f32[1,4,floor((H+1)/2),floor((W+1)/2)]
          %l, _ = split(%m) {axis=1, sizes=[2,2]} : f32[1,2,floor((H+1)/2),floor((W+1)/2)], _ @top.split
          %s = add(%l, %w=f32[2,1,1]#ones) : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          %z = mul(%s, %w) : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          %c = clip(%z) {min=-inf, max=0.1} : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          return %c, %"gpu_0/data"
        }
        """;
    assertThat(printed(text).replaceAll("#[0-9a-f]{10}", "#"))
        .isEqualTo(text.replace("#rand(7)", "#").replace("#ones", "#"));
  }

  @Test
  void whiteSpaceAndCommentsDoNotMatter() {
    String text =
        """
        // a graph
        graph @g ( %x : f32[1, 4] ) { // of
          %y = clip( %x ) { max = 6 ,
             min = 0 }
          return %y } // one node
        """;
    assertThat(printed(text))
        .isEqualTo(
            """
            graph @g(%x: f32[1,4]) {
              %y = clip(%x) {min=0, max=6} : f32[1,4]
              return %y
            }
            """);
  }

  @Test
  void namesOfAnyKindAreReadBack() {
    List<String> names = List.of("", "a b", "\"", "\\", "\n\t\u0001", "%", "é/ü", "_", "a\\u0041");
    for (String name : names) {
      Graph graph =
          Graph.builder(name)
              .input("x" + name, TensorType.f32(2))
              .node(new Node(name, new Relu(), List.of("x" + name), List.of("y" + name)))
              .build(List.of("y" + name));
      Graph read = IrParser.parse(IrPrinter.print(graph));
      assertThat(read.name()).isEqualTo(name);
      assertThat(read.inputs()).isEqualTo(graph.inputs());
      assertThat(read.nodes()).isEqualTo(graph.nodes());
      assertThat(IrPrinter.print(graph).lines()).hasSize(4);
    }
  }

  @Test
  void aLabelThatIsTheResultIsLeftOut() {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(2))
            .node(new Node("y", new Relu(), List.of("x"), List.of("y")))
            .build(List.of("y"));
    assertThat(IrPrinter.print(graph)).doesNotContain("@y");
  }

  @Test
  void unnamedConstantsGetNamesThatNobodyHas() {
    Graph graph =
        body(
            """
            %y = add(f32[4]#rand(1), f32[4]#rand(2))
            %y.b = add(%x, %y)
            %z = concat(%x, f32[1,2]#rand(3), f32[1,2]#rand(4)) {axis=1}
            return %z, %y.b, f32[]#[7]
            """);
    assertThat(graph.constants().keySet())
        .containsExactly("y.a", "y.b2", "z.x", "z.x2", "constant");
    assertThat(graph.outputs()).containsExactly("z", "y.b", "constant");
  }

  @Test
  void constantsReadTwiceAreWrittenOnceWithAName() {
    String text =
        """
        graph @g(%x: f32[1,4]) {
          %y = add(%x, %w=f32[4]#rand(1)) : f32[1,4]
          %z = add(%w, %y) : f32[1,4]
          return %z, %k=i64[2]#[1, 2], %w
        }
        """;
    assertThat(printed(text).replaceAll("#[0-9a-f]{10}", "#rand(1)")).isEqualTo(text);
  }

  @Test
  void constantsNobodyReadsAreNotWritten() {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(2))
            .constant("unread", Tensor.filled(ElementType.F32, new long[] {5}, 1))
            .build(List.of("x"));
    assertThat(IrPrinter.print(graph)).doesNotContain("unread").contains("return %x");
  }

  @Test
  void contentsOfConstants() {
    Graph graph =
        body("return f32[2]#zeros, i32[2]#ones, f16[3]#fill(0.1), bool[2]#[0, 1], f64[]#[1e-300]");
    List<double[]> values =
        graph.outputs().stream().map(o -> graph.constants().get(o).toDoubles()).toList();
    assertThat(values.get(0)).containsExactly(0, 0);
    assertThat(values.get(1)).containsExactly(1, 1);
    assertThat(values.get(2)).containsOnly(0.0999755859375);
    assertThat(values.get(3)).containsExactly(0, 1);
    assertThat(values.get(4)).containsExactly(1e-300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i64[16]#ones | true",
        "i64[17]#ones | false",
        "i64[2,2]#ones | false",
        "f32[2]#ones | false",
        "f32[]#[0.1] | true",
        "f32[]#[nan] | false",
        "f32[]#[-inf] | true",
        "u64[2]#ones | false",
        "u8[2]#ones | true"
      })
  void smallConstantsAreListed(String constant, boolean listed) {
    assertThat(IrPrinter.print(body("return " + constant)).contains("#[")).isEqualTo(listed);
  }

  @Test
  void constantsRepeatNumbersOrAreOffAtSomePositions() {
    Graph graph = body("return f32[5]#cycle[1, 0], f32[2,2]#off[0, 3]");
    assertThat(constant(graph, 0)).containsExactly(1, 0, 1, 0, 1);
    assertThat(constant(graph, 1)).containsExactly(0, 1, 1, 0);
    assertThatThrownBy(() -> body("return f32[5]#cycle[]"))
        .hasMessageContaining("at least one number");
    assertThatThrownBy(() -> body("return f32[5]#off[5]"))
        .hasMessageContaining("positions below 5");
  }

  private static double[] constant(Graph graph, int output) {
    return graph.constant(graph.outputs().get(output)).orElseThrow().toDoubles();
  }

  @Test
  void digestsAreLookedUp() {
    Tensor tensor = SeededTensor.of(TensorType.f32(4), 1);
    String text = "graph @g(%x: f32[4]) {\n  %y = add(%x, " + tensor + ")\n  return %y\n}";
    Graph graph = IrParser.parse(text, Map.of(tensor.toString(), tensor));
    assertThat(graph.constants()).containsEntry("y.b", tensor);
    assertThatThrownBy(() -> IrParser.parse(text))
        .isInstanceOf(IrException.class)
        .hasMessageStartingWith(
            "line 2, column 23: expected rand, fill, zeros, ones, cycle, off, a list or a stored digest,");
  }

  @Test
  void absentResultsTakeNoType() {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(2, 4))
            .node(
                new Node(
                    "", new Split(1, List.of(1L, 3L)), List.of("x"), List.of(Node.ABSENT, "b")))
            .node(Node.of(new Add(), List.of("b", "b"), "c"))
            .build(List.of("c"));
    assertThat(IrPrinter.print(graph)).contains("_, %b = split(%x) {axis=1, sizes=[1,3]} : _, f32");
    assertThat(IrParser.parse(IrPrinter.print(graph)).nodes()).isEqualTo(graph.nodes());
    assertThat(graph.type("c").dim(1)).isEqualTo(Dim.of(3));
  }

  @Test
  void contentsAreWrittenSoThatTheTextAloneIsReadBack() {
    Graph graph =
        body(
            """
              %a = mul(%x, f32[1,4]#[0.1, -0, inf, 3])
              %b = mul(%a, f32[4]#ones)
              %c = mul(%b, f32[4]#fill(0.5))
              %d = mul(%c, f32[4]#rand(3))
              %e = mul(%d, f32[1]#[0.25])
              %i = index_select(%e) {axis=1, indices=[2,0]}
              %f = mul(%i, f32[1,1]#rand(12))
              return %f""");
    String text = IrPrinter.printWithContents(graph);
    assertThat(text)
        .contains(
            "f32[1,4]#[0.1, -0, inf, 3]", "f32[4]#ones", "f32[4]#fill(0.5)", "f32[4]#rand(3)");
    assertThat(IrPrinter.print(IrParser.parse(text))).isEqualTo(IrPrinter.print(graph));
  }
}
