package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Resize.Coordinates;
import dev.espalier.ir.op.Resize.Mode;
import dev.espalier.ir.op.Resize.Nearest;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeFlagsTest {
  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL,         4,  8, false, true",
    "HALF_PIXEL,         9,  4, false, true",
    "PYTORCH_HALF_PIXEL, 4,  8, false, true",
    "ASYMMETRIC,         4,  8, false, false",
    "ALIGN_CORNERS,      4,  7, true,  false",
  })
  void linear(Coordinates coordinates, int in, int out, boolean corners, boolean centers) {
    assertThat(flags(Mode.LINEAR, coordinates, Nearest.FLOOR, in, out))
        .contains(new ResizeFlags(corners, centers));
  }

  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL,    ROUND_PREFER_CEIL,  4, 6",
    "HALF_PIXEL,    ROUND_PREFER_FLOOR, 4, 8",
    "ASYMMETRIC,    FLOOR,              4, 7",
    "ALIGN_CORNERS, ROUND_PREFER_CEIL,  4, 9",
  })
  void nearestOfWhichFlagsSayTheSame(Coordinates coordinates, Nearest nearest, int in, int out) {
    assertThat(flags(Mode.NEAREST, coordinates, nearest, in, out)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "ASYMMETRIC,    CEIL,               4, 8",
    "HALF_PIXEL,    ROUND_PREFER_FLOOR, 16, 6",
    "ALIGN_CORNERS, FLOOR,              4, 9",
  })
  void nearestOfWhichNoFlagsSayTheSame(Coordinates coordinates, Nearest nearest, int in, int out) {
    assertThat(flags(Mode.NEAREST, coordinates, nearest, in, out)).isEmpty();
  }

  @Test
  void cubicIsNeverTheSame() {
    assertThat(flags(Mode.CUBIC, Coordinates.HALF_PIXEL, Nearest.FLOOR, 4, 8)).isEmpty();
  }

  @Test
  void oneResultOfPytorchIsTheFirstElement() {
    assertThat(flags(Mode.LINEAR, Coordinates.PYTORCH_HALF_PIXEL, Nearest.FLOOR, 4, 1))
        .contains(new ResizeFlags(false, false));
  }

  @Test
  void bothAxesMustAgree() {
    Resize op =
        new Resize(
            List.of(2L, 3L),
            List.of(2.0, 1.99),
            List.of(),
            Mode.LINEAR,
            Coordinates.ASYMMETRIC,
            Nearest.FLOOR,
            -0.75,
            false);
    assertThat(ResizeFlags.of(op, new long[] {1, 1, 4, 4}, new long[] {1, 1, 8, 7})).isEmpty();
  }

  /** Flags make TFLite's formula give what the reference interpreter gives, for all sizes. */
  @ParameterizedTest
  @EnumSource(Coordinates.class)
  void interpolationIsThatOfTheReference(Coordinates coordinates) {
    for (int in = 1; in <= 9; in++) {
      for (int out = 1; out <= 12; out++) {
        Optional<ResizeFlags> flags = flags(Mode.LINEAR, coordinates, Nearest.FLOOR, in, out);
        double[] ramp = DoubleStream.iterate(1, x -> x * -1.7 + 3).limit(in).toArray();
        double[] expected = reference(resize(Mode.LINEAR, coordinates, Nearest.FLOOR, out), ramp);
        for (int i = 0; flags.isPresent() && i < out; i++) {
          assertThat(interpolated(flags.get(), i, out, ramp))
              .as("%s %d -> %d", coordinates, in, out)
              .isCloseTo(expected[i], within(1e-3));
        }
      }
    }
  }

  /** As in TFLite's kernel: reference_ops::ResizeBilinear. */
  private static double interpolated(ResizeFlags flags, int i, int out, double... x) {
    double scale = x.length / (double) out;
    if (flags.alignCorners() && out > 1) {
      scale = (x.length - 1) / (double) (out - 1);
    }
    double position = flags.halfPixelCenters() ? (i + 0.5) * scale - 0.5 : i * scale;
    int lower = (int) Math.max(Math.floor(position), 0);
    int upper = (int) Math.min(Math.ceil(position), x.length - 1);
    return x[lower] * (1 - (position - lower)) + x[upper] * (position - lower);
  }

  private static double[] reference(Resize op, double... x) {
    Tensor ramp = Tensor.of(ElementType.F64, new long[] {1, 1, x.length, 1}, x);
    return new Interpreter(Precision.F64)
        .evaluate(op, List.of(Optional.of(ramp)))
        .get(0)
        .toDoubles();
  }

  private static Optional<ResizeFlags> flags(
      Mode mode, Coordinates coordinates, Nearest nearest, int in, int out) {
    long[] from = {1, 1, in, 1};
    long[] to = {1, 1, out, 1};
    return ResizeFlags.of(resize(mode, coordinates, nearest, out), from, to);
  }

  private static Resize resize(Mode mode, Coordinates coordinates, Nearest nearest, int out) {
    return new Resize(
        List.of(2L), List.of(), List.of(Dim.of(out)), mode, coordinates, nearest, -0.75, false);
  }
}
