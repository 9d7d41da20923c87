package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.random;
import static dev.espalier.ir.run.Runs.range;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static dev.espalier.ir.run.Runs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @Test
  void aSumOverThreeByThreeCountsZerosOutside() {
    Conv conv = new Conv(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), 1);
    Tensor ones = doubles(shape(1, 1, 3, 3), 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(run(conv, range(1, 1, 3, 3), ones, vector(0.5)).toDoubles())
        .containsExactly(8.5, 15.5, 12.5, 21.5, 36.5, 27.5, 20.5, 33.5, 24.5);
  }

  @Test
  void aTransposedConvolutionSpreadsEachElement() {
    ConvTranspose up =
        new ConvTranspose(
            List.of(2L, 2L), List.of(1L, 1L), List.of(0L, 0L, 0L, 0L), List.of(0L, 0L), 1);
    Tensor y = run(up, doubles(shape(1, 1, 1, 2), 1, 2), doubles(shape(1, 1, 2, 2), 1, 2, 3, 4));
    assertThat(y.shape()).containsExactly(1, 1, 2, 4);
    assertThat(y.toDoubles()).containsExactly(1, 2, 2, 4, 3, 4, 6, 8);
  }

  @Test
  void oneAndThreeSpatialAxes() {
    Conv line = new Conv(List.of(2L), List.of(2L), List.of(1L, 0L), 1);
    Tensor kernel = doubles(shape(1, 1, 2), 1, 10);
    assertThat(run(line, doubles(shape(1, 1, 6), 1, 2, 3, 4, 5, 6), kernel).toDoubles())
        .containsExactly(20, 42, 64);
    Conv cube =
        new Conv(List.of(1L, 1L, 1L), List.of(1L, 1L, 1L), List.of(0L, 0L, 0L, 0L, 0L, 0L), 1);
    assertThat(run(cube, range(1, 1, 2, 2, 2), range(1, 1, 2, 2, 2)).toDoubles())
        .containsExactly(140);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,0,0,1",
    "3,1,1,1,1,1",
    "3,2,1,1,0,2",
    "2,2,2,0,1,4",
    "3,1,3,3,2,1",
    "1,2,1,0,0,1",
    "5,3,1,4,4,2",
    "3,1,1,1,1,4"
  })
  void convolutionIsItsDefinition(
      int kernel, int stride, int dilation, int begin, int end, int groups) {
    Conv conv = conv(stride, dilation, begin, end, groups);
    Tensor x = random(1, 2, 4, 7, 9);
    Tensor weight = random(2, 8, 4 / groups, kernel, kernel);
    Tensor bias = random(3, 8);
    Tensor y = run(conv, x, weight, bias);
    double[] expected = new double[(int) y.size()];
    int at = 0;
    for (int n = 0; n < 2; n++) {
      for (int o = 0; o < 8; o++) {
        for (int row = 0; row < y.dim(2); row++) {
          for (int column = 0; column < y.dim(3); column++) {
            double sum = bias.at(o);
            for (int c = 0; c < 4 / groups; c++) {
              for (int i = 0; i < kernel * kernel; i++) {
                int r = row * stride - begin + i / kernel * dilation;
                int s = column * stride - begin + i % kernel * dilation;
                if (r >= 0 && r < 7 && s >= 0 && s < 9) {
                  int channel = o / (8 / groups) * (4 / groups) + c;
                  sum +=
                      x.at(((n * 4L + channel) * 7 + r) * 9 + s)
                          * weight.at((o * (4L / groups) + c) * kernel * kernel + i);
                }
              }
            }
            expected[at++] = sum;
          }
        }
      }
    }
    assertThat(y.toDoubles()).containsExactly(expected, ROUNDING);
  }

  /** {@code <conv(x), y> = <x, transposed(y)>} with the same weight. */
  @ParameterizedTest
  @CsvSource({"1,1,1,0,0,1", "3,1,1,1,1,1", "4,2,1,1,1,2", "2,2,2,0,1,4", "3,1,3,3,2,1"})
  void transposedConvolutionIsTheAdjoint(
      int kernel, int stride, int dilation, int begin, int end, int groups) {
    Conv conv = conv(stride, dilation, begin, end, groups);
    Tensor x = random(1, 2, 4, 7, 9);
    Tensor weight = random(2, 8, 4 / groups, kernel, kernel);
    Tensor image = run(conv, x, weight);
    Tensor y = random(3, image.shape());
    long window = (long) dilation * (kernel - 1) + 1;
    List<Long> left =
        List.of(
            7 - ((image.dim(2) - 1) * stride + window - begin - end),
            9 - ((image.dim(3) - 1) * stride + window - begin - end));
    ConvTranspose transposed =
        new ConvTranspose(conv.strides(), conv.dilations(), conv.pads(), left, groups);
    Tensor back = run(transposed, y, weight);
    assertThat(back.shape()).isEqualTo(x.shape());
    assertThat(dot(back, x)).isCloseTo(dot(image, y), ROUNDING);
  }

  private static Conv conv(int stride, int dilation, int begin, int end, int groups) {
    List<Long> pads = List.of((long) begin, (long) begin, (long) end, (long) end);
    List<Long> strides = List.of((long) stride, (long) stride);
    return new Conv(strides, List.of((long) dilation, (long) dilation), pads, groups);
  }

  private static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.at(i) * b.at(i);
    }
    return sum;
  }
}
