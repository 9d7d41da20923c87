package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All modes of resize from small sizes to small sizes, among them sizes of 1, against the reference
 * interpreter: many nodes of one graph, one output each.
 */
class ResizeBruteForceTest {
  private static final double CLOSE = 2e-6;
  private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 19};

  @ParameterizedTest
  @CsvSource({
    "nearest, half_pixel",
    "nearest, pytorch_half_pixel",
    "nearest, asymmetric",
    "nearest, align_corners",
    "nearest, tf_half_pixel_for_nn",
    "linear, half_pixel",
    "linear, pytorch_half_pixel",
    "linear, asymmetric",
    "linear, align_corners",
    "linear, half_pixel_symmetric"
  })
  void resizes(String mode, String coordinates) {
    for (int size : new int[] {1, 2, 3, 5, 8}) {
      List<String> lines = new ArrayList<>();
      for (int to : SIZES) {
        for (String rounding : roundings(mode)) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "resize(%%x) {axes=[2,3], sizes=[%d,%d], mode=%s, coordinates=%s, nearest=%s}",
                  to,
                  (to + 3) % 7 + 1,
                  mode,
                  coordinates,
                  rounding));
        }
      }
      compare("%x: f32[1,3," + size + ",4]", lines);
    }
  }

  private static List<String> roundings(String mode) {
    return mode.equals("nearest")
        ? List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
        : List.of("round_prefer_floor");
  }

  private static void compare(String inputs, List<String> lines) {
    StringBuilder text = new StringBuilder("graph @g(" + inputs + ") {\n");
    List<String> outputs = new ArrayList<>();
    for (String line : lines) {
      Graph alone = IrParser.parse("graph @g(" + inputs + ") {\n%y = " + line + "\nreturn %y\n}");
      if (isExpressible(alone, line)) {
        text.append("%y").append(outputs.size()).append(" = ").append(line).append('\n');
        outputs.add("%y" + outputs.size());
      }
    }
    text.append("return ").append(String.join(", ", outputs)).append("\n}");
    Graph graph = IrParser.parse(text.toString());
    for (Settings settings : List.of(Settings.PLAIN, Settings.XNNPACK)) {
      assertThat(LoweredRun.of(graph, TfliteOptions.DEFAULTS, settings).difference())
          .isLessThanOrEqualTo(CLOSE);
    }
  }

  /** Nearest neighbours always are; linear resizes unless their positions are others. */
  private static boolean isExpressible(Graph graph, String line) {
    try {
      TfliteExporter.export(graph, TfliteOptions.DEFAULTS.withTarget(Target.ANY));
      return true;
    } catch (NotOnTargetException e) {
      assertThat(e.code()).as(line).isEqualTo(Code.RESIZE_MODE_NOT_EXPRESSIBLE);
      assertThat(line).contains("mode=linear").contains("pytorch_half_pixel", "sizes=[");
      return false;
    }
  }
}
