package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowPaddingTest {
  /** One axis; the other one has a window of one cell. */
  private record Axis(long in, long kernel, long stride, long dilation, long begin, long end) {
    long reach() {
      return (kernel - 1) * dilation + 1;
    }

    long out() {
      return Math.floorDiv(in + begin + end - reach(), stride) + 1;
    }

    WindowPadding padding() {
      return WindowPadding.of(
          new long[] {in, 1},
          new long[] {out(), 1},
          new long[] {kernel, 1},
          List.of(stride, 1L),
          List.of(dilation, 1L),
          List.of(begin, 0L, end, 0L));
    }

    /** The cells that ONNX's windows read; those outside of the image are padding. */
    long[] read() {
      return read(out(), begin);
    }

    long[] read(long results, long before) {
      return LongStream.range(0, results)
          .flatMap(i -> LongStream.range(0, kernel).map(k -> i * stride + k * dilation - before))
          .map(cell -> cell < 0 || cell >= in ? -1 : cell)
          .toArray();
    }

    /** The cells that TFLite's windows read, by the formulas of its kernels. */
    long[] readBy(Padding padding) {
      if (padding == Padding.VALID) {
        return read((in + stride - reach()) / stride, 0);
      }
      long results = (in + stride - 1) / stride;
      long total = Math.max((results - 1) * stride + reach() - in, 0);
      return read(results, total / 2);
    }
  }

  @Test
  void everyWindowReadsTheSameCells() {
    int same = 0;
    int explicit = 0;
    for (Axis axis : axes()) {
      WindowPadding padding = axis.padding();
      if (padding.explicit()) {
        explicit++;
        assertThat(padding.padding()).isEqualTo(Padding.VALID);
        assertReadsPadded(axis, padding);
      } else {
        same += padding.padding() == Padding.SAME ? 1 : 0;
        assertThat(axis.readBy(padding.padding())).as("%s", axis).isEqualTo(axis.read());
      }
    }
    assertThat(same).isPositive();
    assertThat(explicit).isPositive();
  }

  /** The padded image is as large as the windows need, and no larger than they can fill. */
  private static void assertReadsPadded(Axis axis, WindowPadding padding) {
    long[] cells = padding.cells();
    assertThat(cells).containsExactly(0, 0, axis.begin, cells[3], 0, 0, 0, 0);
    long wide = axis.in + cells[2] + cells[3];
    assertThat((wide - axis.reach()) / axis.stride + 1).as("%s", axis).isEqualTo(axis.out());
    assertThat(cells[3]).isBetween(0L, axis.end);
    long last = (axis.out() - 1) * axis.stride + axis.reach();
    assertThat(cells[3] == 0 || wide == last).as("%s", axis).isTrue();
  }

  /** Padding is only added where neither SAME nor VALID reads the same. */
  @Test
  void padsAreLeftToTheOperatorWhereItCan() {
    for (Axis axis : axes()) {
      boolean valid = Arrays.equals(axis.readBy(Padding.VALID), axis.read());
      boolean reaches = (axis.out() - 1) * axis.stride + axis.reach() >= axis.in;
      boolean same = Arrays.equals(axis.readBy(Padding.SAME), axis.read()) && reaches;
      boolean hidden = axis.kernel == 1 || axis.stride >= axis.in;
      if (!hidden) {
        assertThat(axis.padding().explicit()).as("%s", axis).isEqualTo(!valid && !same);
      }
    }
  }

  @Test
  void bothAxesMustAgree() {
    WindowPadding mixed =
        WindowPadding.of(
            new long[] {5, 6},
            new long[] {3, 3},
            new long[] {3, 3},
            List.of(2L, 2L),
            List.of(1L, 1L),
            List.of(1L, 1L, 1L, 1L));
    assertThat(mixed.explicit()).isTrue();
    assertThat(mixed.cells()).containsExactly(0, 0, 1, 1, 1, 0, 0, 0);
    assertThat(mixed.reached(1)).isZero();
    assertThat(mixed.isValid()).isFalse();
  }

  private static List<Axis> axes() {
    List<Axis> axes = new ArrayList<>();
    for (long in = 1; in <= 8; in++) {
      for (long kernel = 1; kernel <= 4; kernel++) {
        for (long stride = 1; stride <= 3; stride++) {
          for (long dilation = 1; dilation <= 2; dilation++) {
            for (long begin = 0; begin <= 3; begin++) {
              for (long end = 0; end <= 3; end++) {
                axes.add(new Axis(in, kernel, stride, dilation, begin, end));
              }
            }
          }
        }
      }
    }
    axes.removeIf(axis -> axis.in + axis.begin + axis.end < axis.reach());
    return axes;
  }
}
