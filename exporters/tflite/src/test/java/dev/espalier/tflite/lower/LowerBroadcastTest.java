package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import org.junit.jupiter.api.Test;

class LowerBroadcastTest {
  private static final TfliteOptions ANY = TfliteOptions.DEFAULTS.withTarget(Target.ANY);

  @Test
  void slopesOfChannelsAreLast() {
    LiteTensor slopes =
        constant(
            Builtin.PRELU,
            1,
            """
            graph @g(%x: f32[1,4,8,8]) {
              %c = conv(%x, f32[4,4,1,1]#rand(1))
              %y = prelu(%c, f32[4,1,1]#[1, 2, 3, 4])
              return %y
            }
            """);
    assertThat(slopes.shape()).containsExactly(1, 1, 4);
    assertThat(slopes.data().orElseThrow().toDoubles()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void slopesOfAnAxisThatIsStoredFirstKeepAllAxes() {
    LiteTensor slopes =
        constant(
            Builtin.PRELU,
            1,
            """
            graph @g(%x: f32[3,5,6]) {
              %t = transpose(%x) {permutation=[1,0,2]}
              %p = prelu(%t, f32[3,1]#[1, 2, 3])
              %y = transpose(%p) {permutation=[1,0,2]}
              return %y
            }
            """);
    assertThat(slopes.shape()).containsExactly(3, 1, 1);
    assertThat(slopes.data().orElseThrow().toDoubles()).containsExactly(1, 2, 3);
  }

  @Test
  void ofTwoOperandsTheLargerIsFirst() {
    LiteTensor small =
        constant(
            Builtin.ADD,
            1,
            """
            graph @g(%x: f32[1,4,8,8]) {
              %c = conv(%x, f32[4,4,1,1]#rand(1))
              %m = max_pool(%c) {kernel=[2,2]}
              %y = add(f32[7,7]#rand(2), %m)
              return %y
            }
            """);
    assertThat(small.shape()).containsExactly(1, 7, 7, 1);
  }

  @Test
  void oneNumberHasNoAxes() {
    LiteTensor number =
        constant(
            Builtin.MUL,
            1,
            """
            graph @g(%x: f32[1,4]) {
              %y = mul(%x, f32[1,1]#[3])
              return %y
            }
            """);
    assertThat(number.shape()).isEmpty();
  }

  private static LiteTensor constant(Builtin kind, int input, String graph) {
    LiteModel model = TfliteExporter.export(IrParser.parse(graph), ANY).model();
    LiteOp op = model.ops().stream().filter(o -> o.kind() == kind).findFirst().orElseThrow();
    return model.input(op, input);
  }
}
