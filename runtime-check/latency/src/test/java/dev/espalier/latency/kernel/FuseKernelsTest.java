package dev.espalier.latency.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules of the delegate on graphs as they are lowered. */
class FuseKernelsTest {
  private static final String CONVOLUTION =
      "%a = conv(%x, f32[8,8,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}\n";

  @Test
  void aConvolutionWithBiasAndActivationIsOne() {
    assertThat(Kernels.names(CONVOLUTION + "%y = relu(%a)")).containsExactly("CONV_2D");
  }

  @Test
  void chainsOfElementwiseOperatorsAreLinked() {
    assertThat(Kernels.names(CONVOLUTION + "%b = hard_swish(%a)\n%c = sigmoid(%b)\n%y = exp(%c)"))
        .containsExactly("CONV_2D+HARD_SWISH+LOGISTIC+EXP");
  }

  @Test
  void aResidualSumJoinsTheConvolutionBeforeIt() {
    assertThat(Kernels.names(CONVOLUTION + "%b = add(%x, %a)\n%y = relu(%b)"))
        .as("the operand that is written last becomes the first")
        .containsExactly("CONV_2D+ADD");
  }

  @Test
  void aSumOfTwoConvolutionsJoinsTheLater() {
    String second = "%b = conv(%x, f32[8,8,1,1]#rand(3), f32[8]#rand(4))\n";
    for (String sum : new String[] {"%y = add(%a, %b)", "%y = add(%b, %a)"}) {
      Kernel last = Kernels.of(CONVOLUTION + second + sum).get(1);
      assertThat(last.operators()).isEqualTo("CONV_2D+ADD");
      assertThat(last.convolution().orElseThrow().isPointwise()).isTrue();
      assertThat(last.linkedElements()).isEqualTo(8 * 16 * 16);
    }
  }

  @Test
  void aValueThatIsReadTwiceIsWritten() {
    assertThat(Kernels.names(CONVOLUTION + "%b = sigmoid(%a)\n%y = mul(%a, %b)"))
        .as("the product is linked to what is written last, the gate")
        .containsExactly("CONV_2D", "LOGISTIC+MUL");
  }

  @Test
  void aSumWhoseLaterOperandIsReadAgainStandsAlone() {
    String twice = "%b = conv(%x, f32[8,8,1,1]#rand(3), f32[8]#rand(4))\n";
    assertThat(
            Kernels.names(CONVOLUTION + twice + "%c = add(%a, %b)\n%y = concat(%b, %c) {axis=1}"))
        .containsExactly("CONV_2D", "CONV_2D", "ADD", "CONCATENATION");
  }

  @Test
  void aResultOfTheGraphIsWritten() {
    String text =
        "graph @g(%x: f32[1,8,16,16]) {\n" + CONVOLUTION + "%y = sigmoid(%a)\nreturn %a, %y\n}\n";
    assertThat(Kernels.ofGraph(text)).hasSize(2);
  }

  @Test
  void aGateIsSpreadAndSoDoesNotJoin() {
    assertThat(
            Kernels.names(
                CONVOLUTION
                    + """
                    %m = reduce_mean(%a) {axes=[2,3], keepDims=true}
                    %g = sigmoid(%m)
                    %y = mul(%a, %g)
                    """))
        .as("the large operand is written before the gate is known")
        .containsExactly("CONV_2D", "MEAN+LOGISTIC", "MUL");
  }

  @Test
  void paddingGoesIntoTheWindow() {
    Kernel kernel =
        Kernels.of(
                """
                %p = pad(%x) {pads=[0,0,0,1,0,0,2,0]}
                %y = conv(%p, f32[8,8,3,3]#rand(1), f32[8]#rand(2))
                """)
            .get(0);
    assertThat(kernel.operators()).isEqualTo("CONV_2D");
    assertThat(kernel.convolution().orElseThrow())
        .as("what is read is not padded")
        .isEqualTo(new Convolution(false, 8, 16, 16, 8, 16, 15, 3, 3, 1, 1));
  }

  @Test
  void otherOperatorsAreKernelsOfTheirOwn() {
    assertThat(
            Kernels.names(
                """
                %p = max_pool(%x) {kernel=[2,2], strides=[2,2]}
                %s = softmax(%p) {axis=1}
                %y = concat(%p, %s) {axis=1}
                """))
        .containsExactly("MAX_POOL_2D", "SOFTMAX", "CONCATENATION");
  }

  @Test
  void elementwiseOperatorsJoinOtherOperatorsToo() {
    assertThat(Kernels.names("%p = max_pool(%x) {kernel=[2,2], strides=[2,2]}\n%y = sigmoid(%p)"))
        .containsExactly("MAX_POOL_2D+LOGISTIC");
  }

  @Test
  void aMapThatIsAddedIsRead() {
    Kernel kernel = Kernels.of(CONVOLUTION + "%y = add(%a, f32[1,8,16,16]#rand(5))").get(0);
    assertThat(kernel.operators()).isEqualTo("CONV_2D+ADD");
    assertThat(kernel.linkedElements()).isEqualTo(8 * 16 * 16);
  }

  @Test
  void aProductOfTwoValuesBringsOneIntoTheFormOfWeights() {
    String text =
        """
        graph @g(%q: f32[1,2,20,6], %k: f32[1,2,6,9]) {
          %y = mat_mul(%q, %k)
          return %y
        }
        """;
    assertThat(Kernels.ofGraph(text))
        .extracting(Kernel::operators)
        .containsExactly("BATCH_MATMUL weights", "BATCH_MATMUL");
    Kernel product = Kernels.ofGraph(text).get(1);
    assertThat(product.macs()).isEqualTo(2L * 20 * 9 * 6);
    assertThat(product.work().megaMacs()).isEqualTo(2 * 20 * 12 * 8 / 1e6);
  }

  @Test
  void aLinearLayerIsAConvolutionOverItsRows() {
    String text =
        """
        graph @g(%x: f32[1,50,6]) {
          %y = mat_mul(%x, f32[6,9]#rand(1))
          return %y
        }
        """;
    assertThat(Kernels.ofGraph(text).get(0).convolution())
        .contains(new Convolution(false, 6, 50, 1, 9, 50, 1, 1, 1, 1, 1));
  }

  @Test
  void groupsAreNotMeasured() {
    Kernel kernel = Kernels.of("%y = conv(%x, f32[8,4,1,1]#rand(1)) {groups=2}").get(0);
    assertThat(kernel.convolution()).isEmpty();
    assertThat(kernel.work()).isEqualTo(new Work(8 * 4 * 256 / 1e6, 2 * 8 * 256, 8 * 4));
    assertThat(kernel.macs()).isEqualTo(8 * 4 * 256);
  }

  @Test
  void channelsAreStoredInSlices() {
    Kernel kernel = Kernels.of("%y = conv(%x, f32[5,8,1,1]#rand(1))").get(0);
    assertThat(kernel.work()).isEqualTo(new Work(8 * 8 * 256 / 1e6, (8 + 8) * 256, 8 * 8));
    assertThat(kernel.macs()).isEqualTo(8 * 5 * 256);
    assertThat(kernel.convolution().orElseThrow().stored())
        .isEqualTo(new Convolution(false, 8, 16, 16, 8, 16, 16, 1, 1, 1, 1));
  }
}
