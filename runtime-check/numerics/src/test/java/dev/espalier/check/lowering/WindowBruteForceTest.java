package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All small sizes, kernels, strides, dilations and pads of everything that slides a window, each
 * against the reference interpreter: many nodes of one graph, one output each.
 */
class WindowBruteForceTest {
  private static final double CLOSE = 2e-6;

  /** One axis of a window; the other axis of the image has a window of 3 with a pad of 1. */
  private record Axis(int kernel, int stride, int dilation, int begin, int end) {
    boolean fits(int size) {
      return size + begin + end >= (kernel - 1) * dilation + 1;
    }

    String strides() {
      return "[" + stride + ",1]";
    }

    String dilations() {
      return "[" + dilation + ",1]";
    }

    String pads() {
      return "[" + begin + ",1," + end + ",1]";
    }
  }

  private static void forAll(int size, int[] dilations, Consumer<Axis> each) {
    for (int kernel = 1; kernel <= 5; kernel++) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int dilation : dilations) {
          for (int begin = 0; begin < Math.min(kernel, 3); begin++) {
            for (int end = 0; end < Math.min(kernel, 4); end++) {
              Axis axis = new Axis(kernel, stride, dilation, begin, end);
              if (axis.fits(size)) {
                each.accept(axis);
              }
            }
          }
        }
      }
    }
  }

  private static void compare(String inputs, List<String> lines) {
    StringBuilder text = new StringBuilder("graph @g(" + inputs + ") {\n");
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(String.format(Locale.ROOT, "%%y%d = %s%n", i, lines.get(i)));
      outputs.append(i == 0 ? "" : ", ").append("%y").append(i);
    }
    Graph graph = IrParser.parse(text.append("return ").append(outputs).append("\n}").toString());
    for (Target target : Target.values()) {
      TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(target);
      assertThat(LoweredRun.of(graph, options, Settings.PLAIN).difference())
          .isLessThanOrEqualTo(CLOSE);
    }
    TfliteOptions any = TfliteOptions.DEFAULTS.withTarget(Target.ANY);
    assertThat(LoweredRun.of(graph, any, Settings.XNNPACK).difference()).isLessThanOrEqualTo(CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "8"})
  void convolutions(int size) {
    List<String> lines = new ArrayList<>();
    forAll(
        size,
        new int[] {1, 2, 3},
        axis -> {
          for (int groups : new int[] {1, 2, 4}) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "conv(%%x, f32[4,%d,%d,3]#rand(%d)) {strides=%s, dilations=%s, pads=%s, groups=%d}",
                    4 / groups,
                    axis.kernel(),
                    lines.size(),
                    axis.strides(),
                    axis.dilations(),
                    axis.pads(),
                    groups));
          }
        });
    compare("%x: f32[1,4," + size + ",4]", lines);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5"})
  void transposedConvolutions(int size) {
    List<String> lines = new ArrayList<>();
    forAll(
        100,
        new int[] {1, 2},
        axis -> {
          for (int added = 0; added < axis.stride(); added++) {
            int out =
                (size - 1) * axis.stride()
                    + (axis.kernel() - 1) * axis.dilation()
                    + 1
                    + added
                    - axis.begin()
                    - axis.end();
            if (out > 0) {
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "conv_transpose(%%x, f32[2,3,%d,3]#rand(%d), f32[3]#rand(1))"
                          + " {strides=%s, dilations=%s, pads=%s, outputPads=[%d,0]}",
                      axis.kernel(),
                      lines.size(),
                      axis.strides(),
                      axis.dilations(),
                      axis.pads(),
                      added));
            }
          }
        });
    compare("%x: f32[1,2," + size + ",3]", lines);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "8"})
  void pools(int size) {
    List<String> lines = new ArrayList<>();
    forAll(
        size,
        new int[] {1},
        axis -> {
          if (axis.begin() < axis.kernel() && axis.end() < axis.kernel()) {
            for (boolean ceil : new boolean[] {false, true}) {
              String window =
                  String.format(
                      Locale.ROOT,
                      "{kernel=[%d,3], strides=%s, pads=%s, ceil=%s",
                      axis.kernel(),
                      axis.strides(),
                      axis.pads(),
                      ceil);
              lines.add("max_pool(%x) " + window + "}");
              lines.add("average_pool(%x) " + window + "}");
              lines.add("average_pool(%x) " + window + ", countIncludePad=true}");
            }
          }
        });
    compare("%x: f32[1,3," + size + ",4]", lines);
  }
}
