package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RebuildTest {
  private static Graph graph(String lines) {
    return IrParser.parse("graph @g(%x: f32[2,4], %z: f32[2,4]) {\n" + lines + "\n}\n");
  }

  /** The graph with all nodes but those that make the forwarded values, which come in pairs. */
  private static String forwarding(Graph graph, String... forwards) {
    Rebuild rebuild = new Rebuild(graph);
    List<String> all = List.of(forwards);
    graph.nodes().stream().filter(node -> !isForwarded(all, node.result())).forEach(rebuild::node);
    for (int i = 0; i < forwards.length; i += 2) {
      rebuild.forward(forwards[i], forwards[i + 1]);
    }
    return lines(rebuild.build());
  }

  private static boolean isForwarded(List<String> forwards, String value) {
    return IntStream.range(0, forwards.size())
        .anyMatch(i -> i % 2 == 0 && forwards.get(i).equals(value));
  }

  private static String lines(Graph graph) {
    return IrPrinter.print(graph)
        .replaceAll("(?m)^graph.*\n|^}\n", "")
        .replaceAll(" : f32\\[2,4\\]", "")
        .replaceAll("(?m)^  ", "");
  }

  @Test
  void readersFollowForwards() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%b)\n%d = exp(%c)\nreturn %d");
    assertThat(forwarding(graph, "c", "b", "b", "a"))
        .isEqualTo("%a = relu(%x)\n%d = exp(%a)\nreturn %d\n");
  }

  @Test
  void deadNodesAndConstantsGo() {
    Graph graph =
        graph("%a = add(%x, f32[4]#ones)\n%b = abs(%a)\n%c = neg(%x)\n%d = exp(%c)\nreturn %c");
    Rebuild rebuild = new Rebuild(graph);
    graph.nodes().forEach(rebuild::node);
    Graph built = rebuild.build();
    assertThat(lines(built)).isEqualTo("%c = neg(%x)\nreturn %c\n");
    assertThat(built.constants()).isEmpty();
    assertThat(built.inputs()).isEqualTo(graph.inputs());
  }

  @Test
  void anUnusedResultIsNotReadByAnAbsentOperand() {
    Graph graph =
        graph(
            "%a, _ = split(%x) {axis=1, sizes=[1,3]}\n"
                + "%y = layer_normalization(%x, f32[4]#ones, _) {axis=1}\nreturn %y");
    Rebuild rebuild = new Rebuild(graph);
    graph.nodes().forEach(rebuild::node);
    assertThat(rebuild.build().nodes()).extracting(Node::result).containsExactly("y");
  }

  @Test
  void anOutputKeepsItsNameWhenItsNodeGoes() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%a)\nreturn %b, %c");
    assertThat(forwarding(graph, "b", "a"))
        .isEqualTo("%b = relu(%x)\n%c = neg(%b)\nreturn %b, %c\n");
  }

  @Test
  void twoOutputsCannotTakeOneName() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%a)\nreturn %b, %c");
    assertThat(forwarding(graph, "b", "a", "c", "a"))
        .isEqualTo("%b = relu(%x)\n%c = identity(%b)\nreturn %b, %c\n");
  }

  @Test
  void anOutputForwardedToAnotherOutput() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%b)\nreturn %a, %b, %c");
    assertThat(forwarding(graph, "b", "a"))
        .isEqualTo("%a = relu(%x)\n%c = neg(%a)\n%b = identity(%a)\nreturn %a, %b, %c\n");
  }

  @Test
  void outputsForwardedToOneAnotherAndOn() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%b)\nreturn %c, %b");
    assertThat(forwarding(graph, "c", "b", "b", "a"))
        .isEqualTo("%c = relu(%x)\n%b = identity(%c)\nreturn %c, %b\n");
    Graph other = graph("%a = relu(%x)\n%b = abs(%a)\n%c = neg(%b)\nreturn %b, %c");
    assertThat(forwarding(other, "c", "b", "b", "a"))
        .isEqualTo("%b = relu(%x)\n%c = identity(%b)\nreturn %b, %c\n");
  }

  @Test
  void anOutputThatIsAnInputIsCopiedAndItsReadersReadTheInput() {
    Graph graph = graph("%a = abs(%x)\n%b = neg(%a)\nreturn %a, %b");
    assertThat(forwarding(graph, "a", "x"))
        .isEqualTo("%b = neg(%x)\n%a = identity(%x)\nreturn %a, %b\n");
  }

  @Test
  void anOutputThatIsAConstantIsCopied() {
    Graph graph = graph("%a = abs(%x)\n%b = neg(%a)\nreturn %a, %b");
    Rebuild rebuild = new Rebuild(graph).node(graph.nodes().get(1)).forward("a", "k");
    rebuild.constant("k", Tensor.filled(ElementType.F32, new long[] {2, 4}, 1));
    Graph built = rebuild.build();
    assertThat(lines(built).replaceAll("#[0-9a-f]{10}", ""))
        .isEqualTo("%b = neg(%k=f32[2,4])\n%a = identity(%k)\nreturn %a, %b\n");
  }

  @Test
  void anOutputNamedTwiceIsRenamedOnce() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\nreturn %b, %b");
    assertThat(forwarding(graph, "b", "a")).isEqualTo("%b = relu(%x)\nreturn %b, %b\n");
  }

  @Test
  void anOutputMustKeepItsType() {
    Graph graph = graph("%a = relu(%x)\nreturn %a");
    Rebuild rebuild = new Rebuild(graph).node(Node.of(Reshape.to(8), List.of("x"), "a"));
    assertThatThrownBy(rebuild::build)
        .isInstanceOf(IrException.class)
        .hasMessage("%a: the output's type changed from f32[2,4] to f32[8]");
  }

  @Test
  void nodesMustComeInAnOrderInWhichTheyRun() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\nreturn %b");
    Rebuild rebuild = new Rebuild(graph).node(graph.nodes().get(1)).node(graph.nodes().get(0));
    assertThatThrownBy(rebuild::build).hasMessage("%b uses %a before it is defined");
  }

  @Test
  void aCircleOfForwardsIsOurFault() {
    Graph graph = graph("%a = relu(%x)\n%b = abs(%a)\n%c = abs(%b)\nreturn %c");
    Rebuild rebuild = new Rebuild(graph).node(graph.nodes().get(2));
    rebuild.forward("a", "b").forward("b", "a");
    assertThatThrownBy(rebuild::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a circle");
  }

  @Test
  void freshNamesAreGivenOnce() {
    Rebuild rebuild = new Rebuild(graph("%k = relu(%x) %k3 = relu(%k) return %k3"));
    assertThat(List.of(rebuild.fresh("k"), rebuild.fresh("k"), rebuild.fresh("a")))
        .containsExactly("k2", "k4", "a");
    assertThat(rebuild.fresh("a")).isEqualTo("a2");
  }
}
