package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of several operators that TFLite, left alone, computes wrongly or not at all. */
class LoweredGraphsTest {
  private static final double CLOSE = 1e-5;

  /** The runtime would write a product over the first sum, through the reshape between them. */
  @ParameterizedTest
  @ValueSource(strings = {"1,6,8", "2,3,8", "6,8", "2,3,1,8", "1,1,2,3,8"})
  void aSumIsStillThereBehindAReshapedProduct(String shape) {
    compare(
        """
        graph @g(%%x: f32[6,8]) {
          %%a = mat_mul(%%x, f32[8,8]#rand(1))
          %%y = add(%%x, %%a)
          %%r = reshape(%%y) {shape=[%s]}
          %%p = mul(%%r, f32[8]#rand(2))
          %%s = reshape(%%p) {shape=[8,6]}
          %%m = mat_mul(f32[6,8]#rand(3), %%s)
          %%n = mat_mul(%%m, f32[6,8]#rand(4))
          %%z = add(%%y, %%n)
          return %%z
        }
        """
            .formatted(shape));
  }

  /** The runtime ends the process when it compares, say, values of five axes of other shapes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f32[2,3,2,2,2] | f32[2,1,2,2,1] | greater",
        "f32[2,3,2,2,2] | f32[] | less_or_equal",
        "f32[2,3,2,2,2,2] | f32[1,3,1,1,1,1] | max",
        "f32[2,3,2,2,2,2] | f32[3,1,1,2,2] | div",
        "f32[2,3,2,2,2,2,2] | f32[1,3,1,1,1,2,2] | add",
        "bool[2,3,2,2,2] | bool[1,3,2,1,1] | and",
        "i32[2,3,2,2,2] | i32[1,3,2,1,1] | equal",
        "f32[2,3,2,2,2] | f32[1,3,1,1,1] | prelu"
      })
  void stretchesValuesOfManyAxes(String x, String z, String operator) {
    compare(
        "graph @g(%%x: %s, %%z: %s) {\n %%y = %s(%%x, %%z)\n return %%y\n}"
            .formatted(x, z, operator));
  }

  @Test
  void aPowerOfFiveAxes() {
    compare(
        """
        graph @g(%x: f32[2,3,2,2,2]) {
          %a = abs(%x)
          %y = pow(%a, f32[3,1,1,1]#rand(1))
          return %y
        }
        """);
  }

  @Test
  void slopesOfAnAxisThatIsStoredFirst() {
    compare(
        """
        graph @g(%x: f32[3,5,6]) {
          %t = transpose(%x) {permutation=[1,0,2]}
          %p = prelu(%t, f32[3,1]#rand(1))
          %y = transpose(%p) {permutation=[1,0,2]}
          return %y
        }
        """);
  }

  @Test
  void chooserByAConditionOfSixAxes() {
    compare(
        """
        graph @g(%c: bool[2,1,1,2,2,1], %x: f32[2,3,2,2,2,2]) {
          %y = where(%c, %x, f32[2,1]#rand(1))
          return %y
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pad(%x) {pads=[0,0,0,0,0,0,1,0,0,0,0,0]}",
        "slice(%x) {axes=[1], starts=[1], ends=[3], steps=[1]}"
      })
  void whatTheRuntimeDoesNotTakeIsRefused(String operator) {
    Graph graph =
        IrParser.parse("graph @g(%x: f32[2,3,2,2,2,2]) {\n %y = " + operator + "\n return %y\n}");

    assertThatThrownBy(
            () ->
                LoweredRun.of(graph, TfliteOptions.DEFAULTS.withTarget(Target.ANY), Settings.PLAIN))
        .isInstanceOfSatisfying(
            NotOnTargetException.class,
            e -> assertThat(e.code()).isEqualTo(Code.RANK_NOT_SUPPORTED))
        .hasMessageContaining("at most 5 axes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0,3,0,0,0,0,4", "1,0,0,0,2,0,0,0", "0,0,-1,0,0,0,5,0"})
  void mirrorsMoreThanThereIs(String pads) {
    compare(
        """
        graph @g(%%x: f32[1,4,3,4]) {
          %%y = pad(%%x) {pads=[%s], mode=reflect}
          return %%y
        }
        """
            .formatted(pads));
  }

  @Test
  void partsThatNobodyNames() {
    compare(
        """
        graph @g(%x: f32[1,8,3,4]) {
          %y = split(%x) {axis=1, sizes=[3,5]}
          return %y
        }
        """);
  }

  @Test
  void numbers() {
    compare(
        """
        graph @g(%x: f32[3], %z: f32[3], %n: f32[]) {
          %y = mat_mul(%x, %z)
          %m = transpose(%n) {permutation=[]}
          return %y, %m
        }
        """);
  }

  private static void compare(String text) {
    Graph graph = IrParser.parse(text);
    for (IoLayout layout : IoLayout.values()) {
      for (Settings settings : new Settings[] {Settings.PLAIN, Settings.XNNPACK}) {
        TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(Target.ANY).withIoLayout(layout);
        assertThat(LoweredRun.of(graph, options, settings).difference())
            .as(text + settings + layout)
            .isLessThanOrEqualTo(CLOSE);
      }
    }
  }
}
