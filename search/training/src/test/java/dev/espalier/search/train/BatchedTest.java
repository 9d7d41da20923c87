package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchedTest {
  private static final Graph ATTENTION =
      IrParser.parse(
          """
          graph @g(%x: f32[1,4,3,2]) {
            %a = reshape(%x) {shape=[1,2,2,6]}
            %b = transpose(%a) {permutation=[0,1,3,2]}
            %c = mat_mul(%b, %a)
            %d = softmax(%c) {axis=-1}
            %e = reshape(%d) {shape=[2,6,6]}
            %f = reshape(%e) {shape=[1,12,6]}
            return %f
          }
          """);

  @Test
  void eachPictureGivesWhatItGivesAlone() {
    Graph batched = Batched.of(ATTENTION, 3);
    assertThat(batched.type("f").shape()).containsExactly(3, 12, 6);
    List<Tensor> pictures = List.of(picture(1), picture(2), picture(3));
    Interpreter interpreter = new Interpreter(Precision.F64);
    Tensor together =
        interpreter.run(batched, Map.of("x", Tensor.concat(pictures).reshape(3, 4, 3, 2))).get(0);
    for (int i = 0; i < 3; i++) {
      double[] alone = interpreter.run(ATTENTION, Map.of("x", pictures.get(i))).get(0).toDoubles();
      for (int j = 0; j < alone.length; j++) {
        assertThat(together.toDoubles()[i * alone.length + j]).isEqualTo(alone[j]);
      }
    }
  }

  @Test
  void symbolicBatchesStay() {
    Graph graph = IrParser.parse("graph @g(%x: f32[N,3,8,8]) {\n  %y = relu(%x)\n  return %y\n}");
    assertThat(Batched.of(graph, 4)).isSameAs(graph);
    assertThat(Batched.of(ATTENTION, 1)).isSameAs(ATTENTION);
  }

  @Test
  void graphsThatNeedABatchOfOneAreRefused() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,2]) {
              %a = mat_mul(%x, %w=f32[1,2,3]#rand(1))
              %y = concat(%a, %k=f32[1,4,3]#rand(2)) {axis=2}
              return %y
            }
            """);
    assertThatThrownBy(() -> Batched.of(graph, 4)).isInstanceOf(IrException.class);
  }

  private static Tensor picture(int seed) {
    return IrParser.parse("graph @g() {\nreturn %x=f32[1,4,3,2]#rand(" + seed + ")\n}")
        .constants()
        .get("x");
  }
}
