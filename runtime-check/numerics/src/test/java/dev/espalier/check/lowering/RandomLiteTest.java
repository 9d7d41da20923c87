package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Target;
import org.junit.jupiter.api.Test;

/** Random graphs compute in TFLite what they compute here; {@code -Drandom.graphs=N} for more. */
class RandomLiteTest {
  private static final int GRAPHS = Integer.getInteger("random.graphs", 200);
  private static final double CLOSE = 2e-4;

  @Test
  void computeTheSame() {
    int compared = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      Graph graph = RandomLite.of(seed);
      Target target = seed % 2 == 0 ? Target.ANY : Target.GPU_SAFE;
      IoLayout layout = seed / 2 % 2 == 0 ? IoLayout.NHWC : IoLayout.NCHW;
      Settings settings = seed / 4 % 2 == 0 ? Settings.PLAIN : Settings.XNNPACK;
      TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(target).withIoLayout(layout);
      compared += compare(seed, graph, options, settings) ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(GRAPHS / 2);
  }

  /** Whether the target can express the graph. */
  private static boolean compare(int seed, Graph graph, TfliteOptions options, Settings settings) {
    try {
      assertThat(LoweredRun.of(graph, options, settings).difference())
          .as("%d: %s, %s%n%s", seed, options, settings, IrPrinter.print(graph))
          .isLessThanOrEqualTo(CLOSE);
      return true;
    } catch (NotOnTargetException e) {
      return false;
    }
  }
}
