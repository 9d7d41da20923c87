package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Resize.Coordinates;
import dev.espalier.ir.op.Resize.Mode;
import dev.espalier.ir.op.Resize.Nearest;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL, 10 12.5 17.5 20",
    "PYTORCH_HALF_PIXEL, 10 12.5 17.5 20",
    "HALF_PIXEL_SYMMETRIC, 10 12.5 17.5 20",
    "TF_HALF_PIXEL_FOR_NN, 12.5 17.5 20 20",
    "ASYMMETRIC, 10 15 20 20",
    "ALIGN_CORNERS, 10 13.333333333333333 16.666666666666667 20"
  })
  void twoElementsBecomeFour(Coordinates coordinates, String expected) {
    assertThat(line(Mode.LINEAR, coordinates, List.of(2.0), 10, 20))
        .containsExactly(numbers(expected), ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL, 15",
    "PYTORCH_HALF_PIXEL, 10",
    "ALIGN_CORNERS, 10",
    "ASYMMETRIC, 10",
  })
  void oneElementIsTheMiddleOrTheFirst(Coordinates coordinates, double expected) {
    Resize resize = resize(Mode.LINEAR, coordinates, List.of(), List.of(Dim.of(1)));
    assertThat(run(resize, doubles(shape(1, 1, 2), 10, 20)).toDoubles()).containsExactly(expected);
  }

  /** Of seven elements three: 0.6666, 3 and 5.3333; asymmetric: 0, 2.3333 and 4.6666. */
  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL, FLOOR, 0 3 5",
    "HALF_PIXEL, CEIL, 1 3 6",
    "HALF_PIXEL, ROUND_PREFER_FLOOR, 1 3 5",
    "ASYMMETRIC, FLOOR, 0 2 4",
    "ASYMMETRIC, ROUND_PREFER_CEIL, 0 2 5",
  })
  void theNearestElement(Coordinates coordinates, Nearest nearest, String expected) {
    Resize resize =
        new Resize(
            List.of(2L),
            List.of(),
            List.of(Dim.of(3)),
            Mode.NEAREST,
            coordinates,
            nearest,
            -0.75,
            false);
    assertThat(run(resize, doubles(shape(1, 1, 7), 0, 1, 2, 3, 4, 5, 6)).toDoubles())
        .containsExactly(numbers(expected));
  }

  /** Halving with half-pixel centres asks for 0.5 and 2.5: exactly between two elements. */
  @Test
  void tiesGoWhereTheRoundingSays() {
    List<Double> half = List.of(0.5);
    Tensor x = doubles(shape(1, 1, 4), 0, 1, 2, 3);
    assertThat(run(nearest(half, Nearest.ROUND_PREFER_FLOOR), x).toDoubles()).containsExactly(0, 2);
    assertThat(run(nearest(half, Nearest.ROUND_PREFER_CEIL), x).toDoubles()).containsExactly(1, 3);
  }

  /** Keys' kernel with a = -0.75 half way: -0.09375, 0.59375, 0.59375, -0.09375. */
  @Test
  void cubicWeightsAreKeysKernel() {
    double[] x = {1, 2, 4, 8, 16, 32};
    Resize resize = resize(Mode.CUBIC, Coordinates.HALF_PIXEL, List.of(0.5), List.of());
    double[] y = run(resize, doubles(shape(1, 1, 6), x)).toDoubles();
    double middle = -0.09375 * (2 + 16) + 0.59375 * (4 + 8);
    double first = -0.09375 * (1 + 4) + 0.59375 * (1 + 2);
    double last = -0.09375 * (8 + 32) + 0.59375 * (16 + 32);
    assertThat(y).containsExactly(new double[] {first, middle, last}, ROUNDING);
  }

  @Test
  void elementsOutsideMayBeLeftOut() {
    Resize resize =
        new Resize(
            List.of(2L),
            List.of(0.5),
            List.of(),
            Mode.CUBIC,
            Coordinates.HALF_PIXEL,
            Nearest.FLOOR,
            -0.5,
            true);
    double[] y = run(resize, doubles(shape(1, 1, 4), 1, 2, 4, 8)).toDoubles();
    double inside = 0.5625 + 0.5625 - 0.0625;
    assertThat(y[0]).isCloseTo((0.5625 * (1 + 2) - 0.0625 * 4) / inside, ROUNDING);
    assertThat(y[1]).isCloseTo((-0.0625 * 2 + 0.5625 * (4 + 8)) / inside, ROUNDING);
  }

  @Test
  void axesAreResizedOneAfterTheOther() {
    Resize resize =
        new Resize(
            List.of(1L, 0L),
            List.of(),
            List.of(Dim.of(3), Dim.of(3)),
            Mode.LINEAR,
            Coordinates.ALIGN_CORNERS,
            Nearest.FLOOR,
            -0.75,
            false);
    assertThat(run(resize, doubles(shape(2, 2), 0, 2, 4, 6)).toDoubles())
        .containsExactly(0, 1, 2, 2, 3, 4, 4, 5, 6);
  }

  private static double[] line(
      Mode mode, Coordinates coordinates, List<Double> scales, double... x) {
    Resize resize = resize(mode, coordinates, scales, List.of());
    return run(resize, doubles(shape(1, 1, x.length), x)).toDoubles();
  }

  private static Resize nearest(List<Double> scales, Nearest rounding) {
    return new Resize(
        List.of(2L),
        scales,
        List.of(),
        Mode.NEAREST,
        Coordinates.HALF_PIXEL,
        rounding,
        -0.75,
        false);
  }

  private static Resize resize(
      Mode mode, Coordinates coordinates, List<Double> scales, List<Dim> sizes) {
    return new Resize(List.of(2L), scales, sizes, mode, coordinates, Nearest.FLOOR, -0.75, false);
  }

  private static double[] numbers(String text) {
    return List.of(text.trim().split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
  }
}
