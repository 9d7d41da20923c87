package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.ConvTranspose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TransposedWindowTest {
  /** The cells of the uncut result that ONNX gives; -1 for those that no window reaches. */
  private static long[] given(TransposedWindow window) {
    return cells(window, window.begin(), window.out());
  }

  private static long[] cells(TransposedWindow window, long begin, long out) {
    return LongStream.range(begin, begin + out)
        .map(cell -> cell < 0 || cell >= window.full() ? -1 : cell)
        .toArray();
  }

  /** The cells that TFLite gives for SAME, by the formulas of its kernel. */
  private static long[] givenBySame(TransposedWindow window) {
    long total = Math.max((window.in() - 1) * window.stride() + window.kernel() - window.out(), 0);
    return cells(window, total / 2, window.out());
  }

  @Test
  void sameCutsOffTheSameCells() {
    int same = 0;
    for (TransposedWindow window : windows()) {
      boolean size = (window.out() + window.stride() - 1) / window.stride() == window.in();
      boolean small = window.out() < Math.min(window.stride(), window.kernel());
      boolean within = window.out() <= window.full();
      boolean equal = Arrays.equals(givenBySame(window), given(window));
      assertThat(window.isSame()).as("%s", window).isEqualTo(size && !small && within && equal);
      same += window.isSame() ? 1 : 0;
    }
    assertThat(same).isPositive();
  }

  /** GPUs put max(kernel - (in - 1) mod stride - 1, 0) cells around, the odd one at the end. */
  @Test
  void gpusGoByTheSizeOfTheOperand() {
    for (TransposedWindow window : windows()) {
      long last = (window.in() - 1) % window.stride();
      long around = Math.max(window.kernel() - last - 1, 0);
      boolean equal = window.full() - window.out() == around;
      assertThat(window.isSameOnGpu()).as("%s", window).isEqualTo(window.isSame() && equal);
    }
    assertThat(new TransposedWindow(4, 3, 2, 0, 8).isSameOnGpu()).isTrue();
    assertThat(new TransposedWindow(5, 3, 2, 0, 10).isSameOnGpu()).isFalse();
  }

  @Test
  void validCutsOffNothing() {
    for (TransposedWindow window : windows()) {
      boolean all = window.begin() == 0 && window.out() == window.full();
      assertThat(window.isValid()).as("%s", window).isEqualTo(all);
    }
  }

  @Test
  void whatIsLeftAndWhatIsAdded() {
    for (TransposedWindow window : windows()) {
      long[] cells = given(window);
      long[] left = LongStream.of(cells).filter(cell -> cell >= 0).toArray();
      if (left.length > 0) {
        assertThat(window.first()).as("%s", window).isEqualTo(left[0]);
        assertThat(window.last()).as("%s", window).isEqualTo(left[left.length - 1] + 1);
        assertThat(window.before()).isEqualTo(LongStream.of(cells).takeWhile(c -> c < 0).count());
        assertThat(window.before() + left.length + window.behind()).isEqualTo(cells.length);
      }
    }
  }

  @Test
  void anAxisOfAnOperator() {
    ConvTranspose op =
        new ConvTranspose(
            List.of(2L, 3L), List.of(1L, 1L), List.of(0L, 1L, 0L, 1L), List.of(0L, 0L), 1);
    assertThat(TransposedWindow.of(op, 1, 4, 5, 12))
        .isEqualTo(new TransposedWindow(4, 5, 3, 1, 12));
  }

  private static List<TransposedWindow> windows() {
    List<TransposedWindow> windows = new ArrayList<>();
    for (long in = 1; in <= 5; in++) {
      for (long kernel = 1; kernel <= 5; kernel++) {
        for (long stride = 1; stride <= 4; stride++) {
          for (long begin = -1; begin <= 2; begin++) {
            for (long end = -1; end <= 3; end++) {
              long out = (in - 1) * stride + kernel - begin - end;
              if (out > 0) {
                windows.add(new TransposedWindow(in, kernel, stride, begin, out));
              }
            }
          }
        }
      }
    }
    return windows;
  }
}
