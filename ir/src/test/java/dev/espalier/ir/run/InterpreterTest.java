package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.text.IrParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static final Interpreter SINGLE = new Interpreter(Precision.F32);
  private static final Interpreter DOUBLE = new Interpreter(Precision.F64);
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[2], %n: i64[2]) {
            %a = add(%x, f32[2]#[0.1, 0.2])
            %l, %r = split(%a) {axis=0, sizes=[1,1]}
            %m = mul(%n, i64[]#[3])
            return %r, %m
          }
          """);
  private static final Tensor X = Tensor.floats(shape(2), 1, 2);
  private static final Tensor N = Tensor.longs(shape(2), 5, -5);

  @Test
  void outputsComeInOrderAndEveryValueByName() {
    Map<String, Tensor> inputs = Map.of("x", X, "n", N);
    List<Tensor> outputs = SINGLE.run(GRAPH, inputs);
    assertThat(outputs.get(0).toFloats()).containsExactly(2.2f);
    assertThat(outputs.get(1).toLongs()).containsExactly(15, -15);
    Map<String, Tensor> values = SINGLE.values(GRAPH, inputs);
    assertThat(values).containsOnlyKeys(GRAPH.values());
    assertThat(values.get("l").toFloats()).containsExactly(1.1f);
  }

  @Test
  void inDoubleConstantsAndInputsAreWidened() {
    Map<String, Tensor> values = DOUBLE.values(GRAPH, Map.of("x", X, "n", N));
    assertThat(values.get("x").element()).isEqualTo(ElementType.F64);
    assertThat(values.get("l").toDoubles()).containsExactly(1 + (double) 0.1f);
    assertThat(values.get("n").element()).isEqualTo(ElementType.I64);
  }

  @Test
  void inputsMustFit() {
    assertThatThrownBy(() -> SINGLE.run(GRAPH, Map.of("x", X)))
        .isInstanceOf(IrException.class)
        .hasMessage("%n: an input i64[2] is needed, got none");
    assertThatThrownBy(() -> SINGLE.run(GRAPH, Map.of("x", X, "n", X)))
        .isInstanceOf(IrException.class)
        .hasMessage("%n: i64[2] is needed, got f32[2]");
    assertThatThrownBy(
            () -> SINGLE.run(GRAPH, Map.of("x", Tensor.floats(shape(3), 1, 2, 3), "n", N)))
        .isInstanceOf(IrException.class)
        .hasMessageStartingWith("%x: f32[2] is needed, got f32[3]");
    assertThatThrownBy(
            () -> SINGLE.run(GRAPH, Map.of("x", Tensor.floats(shape(1, 2), 1, 2), "n", N)))
        .isInstanceOf(IrException.class)
        .hasMessage("%x: rank 1 is needed, got f32[1,2]");
  }

  @Test
  void symbolsTakeTheirSizesFromTheInputs() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[N,2*H+1], %y: f32[H,N+H]) {
              %f = reshape(%x) {shape=[2*H*N+N]}
              %e = expand(f32[]#[7]) {shape=[N,H]}
              return %f, %e
            }
            """);
    Tensor x = Runs.range(3, 5);
    List<Tensor> outputs = DOUBLE.run(graph, Map.of("x", x, "y", Runs.range(2, 5)));
    assertThat(outputs.get(0).shape()).containsExactly(15);
    assertThat(outputs.get(1).shape()).containsExactly(3, 2);
    assertThatThrownBy(() -> DOUBLE.run(graph, Map.of("x", x, "y", Runs.range(2, 6))))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("%y: f32[H,H+N] is needed, got f32[2,6]");
    assertThatThrownBy(
            () -> DOUBLE.run(graph, Map.of("x", Runs.range(3, 4), "y", Runs.range(2, 5))))
        .isInstanceOf(IrException.class)
        .hasMessage("%x: no value of H makes 2*H+1 equal 4");
  }

  @Test
  void aScoreThatIsNotFiniteIsNamed() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,2], %s: f32[2]) {
              %y = channel_mask(%x, %s)
              return %y
            }
            """);
    Tensor scores = Tensor.floats(shape(2), 1, Float.NaN);
    Tensor x = Tensor.floats(shape(1, 2), 1, 2);
    assertThatThrownBy(() -> SINGLE.run(graph, Map.of("x", x, "s", scores)))
        .isInstanceOf(IrException.class)
        .hasMessage("%y = channel_mask(%x, %s): score 1 is NaN, a finite number is needed");
  }

  @Test
  void unknownOperatorsAreRefused() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1]) {
              %y = opaque(%x) {domain="acme", kind="Magic", payload="", results=[f32[1]]}
              return %y
            }
            """);
    assertThatThrownBy(() -> SINGLE.run(graph, Map.of("x", Tensor.floats(shape(1), 1))))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("the operator Magic of domain acme");
  }

  @Test
  void whatTheOutputsDoNotNeedIsNotRun() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1]) {
              %dead = opaque(%x) {domain="", kind="Magic", payload="", results=[f32[1]]}
              %y = neg(%x)
              return %y
            }
            """);
    Map<String, Tensor> inputs = Map.of("x", Tensor.floats(shape(1), 1));
    assertThat(SINGLE.run(graph, inputs).get(0).toFloats()).containsExactly(-1);
    assertThatThrownBy(() -> SINGLE.values(graph, inputs)).isInstanceOf(IrException.class);
  }

  @Test
  void aResultWithoutAKnownOrReasonableSizeIsAnError() {
    List<Optional<Tensor>> one = List.of(Optional.of(Tensor.floats(shape(), 1)));
    assertThatThrownBy(() -> SINGLE.evaluate(new Expand(List.of(Dim.symbol("N"))), one))
        .isInstanceOf(IrException.class)
        .hasMessage("a result f32[N] is unknown in size or too large to compute");
    assertThatThrownBy(() -> SINGLE.evaluate(new Expand(List.of(Dim.of(1L << 40))), one))
        .isInstanceOf(IrException.class);
  }
}
