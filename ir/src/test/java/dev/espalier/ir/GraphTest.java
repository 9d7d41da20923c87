package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[N,4]) {
            %a = add(%x, %w=f32[4]#ones)
            %b, _ = split(%a) {axis=1, sizes=[1,3]}
            %c = add(%a, %a)
            %d = add(%c, %w)
            return %d, %b
          }
          """);

  private static Graph.Builder builder() {
    return Graph.builder("g").input("x", TensorType.f32(2, 3));
  }

  private static void assertFault(Runnable step, String message) {
    assertThatThrownBy(step::run).isInstanceOf(IrException.class).hasMessage(message);
  }

  @Test
  void valuesKnowTheirProducersAndUsers() {
    assertThat(GRAPH.producer("b")).contains(GRAPH.nodes().get(1));
    assertThat(GRAPH.position("d")).isEqualTo(3);
    assertThat(GRAPH.producer("x")).isEmpty();
    assertThat(GRAPH.position("w")).isEqualTo(-1);
    assertThat(GRAPH.users("a")).extracting(Node::result).containsExactly("b", "c");
    assertThat(GRAPH.users("d")).isEmpty();
    assertThat(GRAPH.values()).containsExactly("x", "w", "a", "b", "c", "d");
    assertThat(GRAPH.producer(Node.ABSENT)).isEmpty();
  }

  @Test
  void readOnceMeansByOneNodeOnceAndNotReturned() {
    assertThat(GRAPH.isReadOnce("x")).isTrue();
    assertThat(GRAPH.isReadOnce("a")).isFalse();
    assertThat(GRAPH.isReadOnce("c")).isTrue();
    assertThat(GRAPH.isReadOnce("b")).isFalse();
    assertThat(GRAPH.isReadOnce("w")).isFalse();
    Graph twice = builder().node(Node.of(new Add(), List.of("x", "x"), "y")).build(List.of("y"));
    assertThat(twice.isReadOnce("x")).isFalse();
  }

  @Test
  void constantsAreFoundAtOperands() {
    Node last = GRAPH.nodes().get(3);
    assertThat(GRAPH.constant(last, 1)).contains(GRAPH.constants().get("w"));
    assertThat(GRAPH.constant(last, 0)).isEmpty();
    assertThat(GRAPH.constant(last, 5)).isEmpty();
  }

  @Test
  void unusedResultsHaveNoType() {
    assertThat(GRAPH.resultTypes(GRAPH.nodes().get(1)))
        .containsExactly(TensorType.parse("f32[N,1]"), TensorType.UNKNOWN);
  }

  @Test
  void equalitiesThatCannotBeProvenAreRecorded() {
    Graph graph =
        IrParser.parse(
            "graph @g(%a: f32[N], %b: f32[M], %c: f32[3]) {\n"
                + "%d = add(%a, %b)\n%e = add(%d, %c)\n%f = add(%a, %a) return %e }");
    assertThat(graph.assumptions())
        .containsExactly(
            new Graph.Assumption("d", Dim.symbol("N"), Dim.symbol("M")),
            new Graph.Assumption("e", Dim.symbol("N"), Dim.of(3)));
    assertThat(graph.type("e")).hasToString("f32[3]");
  }

  @Test
  void faultsNameTheValue() {
    assertFault(
        () -> builder().node(Node.of(new Relu(), List.of("z"), "y")),
        "%y uses %z before it is defined");
    assertFault(
        () -> builder().node(Node.of(new Relu(), List.of("x"), "x")), "%x is defined twice");
    assertFault(
        () -> builder().node(Node.of(new Relu(), List.of(), "y")), "%y: relu of 0 operands");
    assertFault(
        () -> builder().node(Node.of(new Relu(), List.of("x", "x"), "y")),
        "%y: relu of 2 operands");
    assertFault(
        () -> builder().node(Node.of(new Add(), List.of("x", Node.ABSENT), "y")),
        "%y: add lacks operand 1");
    assertFault(
        () -> builder().node(Node.of(new Concat(0), List.of("x", Node.ABSENT, "x"), "y")),
        "%y: concat lacks operand 1");
    assertFault(
        () -> builder().node(new Node("", new Relu(), List.of("x"), List.of("y", "z"))),
        "%y: relu has 1 results, not 2");
    assertFault(() -> builder().build(List.of("q")), "%q is an output but is not defined");
    assertFault(
        () -> builder().input(Node.ABSENT, TensorType.f32(1)),
        "a value of type f32[1] has no name");
    assertFault(
        () -> builder().input("y", TensorType.f32(2, -1)),
        "%y: f32[2,-1] has a negative dimension");
    assertFault(
        () -> builder().node(Node.of(Reshape.to(-2, -3), List.of("x"), "y")),
        "%y: f32[-2,-3] has a negative dimension");
    assertFault(
        () -> builder().node(Node.of(new Split(1, List.of(4L, -1L)), List.of("x"), "y")),
        "%y: f32[2,-1] has a negative dimension");
  }

  @Test
  void optionalOperandsMayBeAbsent() {
    Conv conv = new Conv(List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L, 0L, 0L), 1);
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(1, 3, 4, 4))
            .constant("w", Tensor.filled(ElementType.F32, new long[] {5, 3, 1, 1}, 1))
            .node(Node.of(conv, List.of("x", "w", Node.ABSENT), "y"))
            .build(List.of("y"));
    assertThat(graph.type("y")).hasToString("f32[1,5,4,4]");
    assertThat(graph.nodes().get(0).operand(2)).isEmpty();
  }

  @Test
  void askingForAValueThatIsNotThereIsOurFault() {
    assertThatThrownBy(() -> GRAPH.type("nothing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no value %nothing");
  }

  @Test
  void builtGraphsCannotBeChanged() {
    assertThatThrownBy(() -> GRAPH.nodes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> GRAPH.constants().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> GRAPH.inputs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
