package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A group among both the inputs and the outputs of a convolution: with S kept channels that are p
 * times among the outputs and q times among the inputs, the last one costs {@code p q (2S - 1)} per
 * pixel and element of the window, where the derivative by S would be {@code 2 p q S}.
 */
class CoupledMacsTest {
  private static final int CHANNELS = 8;
  private static final int PIXELS = 16;
  private static final int WINDOW = 9;

  private static DeployedCost cost(String read, int inputs) {
    return new DeployedCost(
        IrParser.parse(
            """
            graph @g(%%i: f32[1,3,4,4]) {
              %%a = conv(%%i, f32[8,3,1,1]#rand(1))
              %%a1 = relu(%%a)
              %%x = channel_mask(%%a1, %%s=f32[8]#fill(1))
              %%b = conv(%%i, f32[5,3,1,1]#rand(2))
              %%b1 = relu(%%b)
              %%y = channel_mask(%%b1, %%t=f32[5]#fill(1))
              %%read = %s
              %%c = conv(%%read, f32[8,%d,3,3]#rand(3)) {pads=[1,1,1,1]}
              %%m = channel_mask(%%c, %%s)
              %%sum = add(%%m, %%x)
              %%z = conv(%%sum, f32[2,8,1,1]#rand(4))
              %%w = conv(%%y, f32[2,5,1,1]#rand(5))
              %%out = add(%%z, %%w)
              return %%out
            }
            """
                .formatted(read, inputs)),
        new MacMeasure());
  }

  /** The convolution of the input, the one to the output, and the one between. */
  @ParameterizedTest
  @CsvSource({
    "'relu(%x)', 8, 1, 0",
    "'concat(%x, %y) {axis=1}', 13, 1, 5",
    "'concat(%x, %x) {axis=1}', 16, 2, 0"
  })
  void theLastChannelCostsTheDifference(String read, int inputs, int q, int others) {
    DeployedCost cost = cost(read, inputs);
    assertThat(cost.space().groups().get(0).scores()).isEqualTo("s");
    for (int kept = 2; kept <= CHANNELS; kept++) {
      int linear = 3 + 2 + WINDOW * others;
      int quadratic = WINDOW * q * (2 * kept - 1);
      double[][] none = {};
      assertThat(cost.expected(new int[] {kept, 5}, none).byChannels()[0])
          .as("%d channels", kept)
          .isEqualTo(PIXELS * (linear + quadratic));
    }
  }
}
