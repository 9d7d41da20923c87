package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacCounterTest {
  private static MacCount count(String text) {
    return MacCounter.count(IrParser.parse(text));
  }

  @Test
  void convolutionWithNormAndActivation() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %a = conv(%x, f32[6,3,3,3]#rand(1), f32[6]#rand(2)) {strides=[2,2], pads=[1,1,1,1]}
              %b = batch_normalization(%a, f32[6]#ones, f32[6]#zeros, f32[6]#zeros, f32[6]#ones)
              %c = relu(%b)
              return %c
            }
            """);
    assertThat(count.conv()).isEqualTo(Dim.of(6 * 3 * 3 * 3 * 4 * 4));
    assertThat(count.total()).isEqualTo(count.conv());
    assertThat(count.mmcvLike()).isEqualTo(count.conv().plus((1 + 2 + 1) * 6 * 4 * 4));
    assertThat(count.parameters()).isEqualTo(6 * 3 * 3 * 3 + 6 + 2 * 6);
  }

  @Test
  void aMaskBeforeAnActivationCountsNothing() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %a = conv(%x, f32[6,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[6]#off[2])
              %c = relu(%m)
              return %c
            }
            """);
    assertThat(count.mmcvLike()).isEqualTo(count.conv().plus(6 * 8 * 8));
  }

  @Test
  void groupsDivideAndTransposedConvolutionsCountInputPositions() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[2,4,5,5]) {
              %a = conv(%x, f32[8,1,3,3]#rand(1)) {pads=[1,1,1,1], groups=4}
              %b = conv_transpose(%a, f32[8,3,2,2]#rand(2)) {strides=[2,2]}
              return %b
            }
            """);
    assertThat(count.conv()).isEqualTo(Dim.of(2 * 8 * 9 * 25 + 2 * 25 * 8 * 3 * 4));
    assertThat(count.mmcvLike()).isEqualTo(count.conv());
  }

  @Test
  void attentionIsToldFromLinearLayers() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,16,8]) {
              %w = transpose(f32[8,8]#rand(1)) {permutation=[1,0]}
              %q = mat_mul(%x, %w)
              %b = add(%q, f32[8]#rand(2))
              %t = transpose(%b) {permutation=[0,2,1]}
              %s = mat_mul(%b, %t)
              %d = div(%s, f32[]#[2.5])
              return %d
            }
            """);
    assertThat(count.linear()).isEqualTo(Dim.of(16 * 8 * 8));
    assertThat(count.matmul()).isEqualTo(Dim.of(16 * 16 * 8));
    assertThat(count.total()).isEqualTo(count.linear().plus(count.matmul()));
    assertThat(count.mmcvLike()).isEqualTo(count.linear().plus(16 * 8));
    assertThat(count.parameters()).isEqualTo(8 * 8 + 8);
  }

  @Test
  void poolingCountsItsInputsEvenWrittenAsAProduct() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,2,4,6]) {
              %a = max_pool(%x) {kernel=[2,2], strides=[2,2]}
              %b = reduce_mean(%a) {axes=[2,3]}
              %c = mat_mul(%x, f32[6,2]#[0.5, 0, 0.5, 0, 0, 0.25, 0, 0.25, 0, 0.25, 0, 0.25])
              %d = resize(%a) {axes=[2,3], scales=[2,2]}
              return %b, %c, %d
            }
            """);
    assertThat(count.total()).isEqualTo(Dim.of(0));
    assertThat(count.mmcvLike()).isEqualTo(Dim.of(48 + 12 + 48 + 48));
  }

  /** Rows and columns are pooled by two products. */
  @Test
  void whatIsPooledTwiceCountsOnce() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,2,4,4]) {
              %a = mat_mul(%x, %m=f32[4,2]#[0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5])
              %t = transpose(%a) {permutation=[0,1,3,2]}
              %b = mat_mul(%t, %m)
              return %b
            }
            """);
    assertThat(count.total()).isEqualTo(Dim.of(0));
    assertThat(count.mmcvLike()).isEqualTo(Dim.of(32));
  }

  @Test
  void aMatrixThatTakesMeansIsNoParameter() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,2,4]) {
              %a = mat_mul(%x, f32[4,2]#[0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5])
              return %a
            }
            """);
    assertThat(count.parameters()).isZero();
  }

  /** Each line adds what it says to 16 multiply-accumulates per element. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | %b = relu(%a)",
        "3 | %n = batch_normalization(%a, %s, %s, %s, %s) ; %b = relu(%n)",
        "1 | %t = transpose(%a) {permutation=[0,2,3,1]} ; %b = gelu(%t) {tanh=false}",
        "1 | %h = hard_sigmoid(%a) {alpha=0.2, beta=0.5} ; %b = mul(%h, %a)",
        "0 | %h = sigmoid(%a) ; %b = mul(%x, %h)",
        "0 | %t = add(%a, %x) ; %b = relu(%t)",
        "2 | %t = add(%a, %x) ; %n = batch_normalization(%t, %s, %s, %s, %s) ; %b = relu(%n)",
        "1 | %t = mat_mul(%a, %x) ; %b = relu(%t)",
        "0 | %t = mat_mul(%a, f32[2,2]#rand(3)) ; %b = relu(%t)"
      })
  void activationsCountBehindConvolutionsAndAttention(long each, String lines) {
    String text =
        """
        graph @g(%%x: f32[1,16,2,2]) {
          %%a = conv(%%x, f32[16,16,1,1]#rand(1))
          %s
          return %%b
        }
        """
            .formatted(lines.replace(";", "\n").replace("%s", "f32[16]#ones"));
    MacCount count = count(text);
    long macs = count.conv().plus(count.linear()).value();
    assertThat(count.mmcvLike()).isEqualTo(Dim.of(macs + each * 64));
  }

  @Test
  void whatFollowsATransposedConvolutionAddsNothing() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,4,2,2]) {
              %a = conv_transpose(%x, f32[4,4,2,2]#rand(1)) {strides=[2,2]}
              %b = batch_normalization(%a, f32[4]#ones, f32[4]#zeros, f32[4]#zeros, f32[4]#ones)
              %c = relu(%b)
              return %c
            }
            """);
    assertThat(count.mmcvLike()).isEqualTo(count.conv());
  }

  @Test
  void sharedConstantsCountOnceAndMasksAndChoicesNever() {
    List<MacCount> counts =
        MacCounter.perNode(
            IrParser.parse(
                """
                graph @g(%x: f32[1,4,8,8]) {
                  %a = conv(%x, %w=f32[4,4,1,1]#rand(1))
                  %b = conv(%a, %w)
                  %c = channel_mask(%b, f32[4]#ones)
                  %d = choice(%c, %x, f32[2]#[0, 1])
                  %e = prelu(%d, f32[1]#[0.25])
                  return %e
                }
                """));
    assertThat(counts).extracting(MacCount::parameters).containsExactly(16L, 0L, 0L, 0L, 1L);
  }

  @Test
  void scoresThatMasksShareAreNoParameters() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[1,4,8,8]) {
              %s = index_select(%v=f32[2]#ones) {axis=0, indices=[0,0]}
              %t = concat(%s, %v) {axis=0}
              %a = channel_mask(%x, %t)
              return %a
            }
            """);
    assertThat(count.parameters()).isZero();
  }

  @Test
  void symbolicSizesGiveExpressions() {
    MacCount count =
        count(
            """
            graph @g(%x: f32[N,3,H,W]) {
              %a = conv(%x, f32[5,3,2,2]#rand(1)) {strides=[2,2]}
              return %a
            }
            """);
    Map<String, Long> symbols = Map.of("N", 2L, "H", 9L, "W", 7L);
    assertThat(count.conv().isConstant()).isFalse();
    assertThat(count.at(symbols).total()).isEqualTo(Dim.of(2 * 5 * 3 * 4 * 4 * 3));
  }
}
