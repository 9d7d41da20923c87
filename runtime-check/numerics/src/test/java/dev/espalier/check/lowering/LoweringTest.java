package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Operators;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator computes in the real interpreter what the reference interpreter computes. */
class LoweringTest {
  /** Single precision against double, as a share of the range. */
  private static final double CLOSE = 2e-6;

  /** XNNPACK approximates some functions. */
  private static final double CLOSE_XNNPACK = 1e-5;

  static Stream<String> operators() {
    return OperatorSamples.all().keySet().stream();
  }

  @Test
  void everyOperatorHasSamples() {
    Set<String> without = new TreeSet<>(Operators.mnemonics());
    without.removeAll(OperatorSamples.all().keySet());
    assertThat(without).containsExactly("opaque");
  }

  @Test
  void outputsThatNothingComputes() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,3,4,4]) {
              %r = relu(%x)
              %z = identity(%r)
              return %r, %z, %x, %k=f32[1,2,2,3]#rand(1)
            }
            """);
    compare(graph, TfliteOptions.DEFAULTS);
    assertThat(TfliteExporter.export(graph, TfliteOptions.DEFAULTS).outputs()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void computesTheSame(String operator) {
    for (Graph graph : OperatorSamples.all().get(operator)) {
      for (Target target : Target.values()) {
        for (IoLayout layout : IoLayout.values()) {
          compare(graph, TfliteOptions.DEFAULTS.withTarget(target).withIoLayout(layout));
        }
      }
    }
  }

  private static void compare(Graph graph, TfliteOptions options) {
    try {
      double plain = LoweredRun.of(graph, options, Settings.PLAIN).difference();
      assertThat(plain).as(IrPrinter.print(graph) + options).isLessThanOrEqualTo(CLOSE);
      if (options.ioLayout() == IoLayout.NHWC) {
        double fast = LoweredRun.of(graph, options, Settings.XNNPACK).difference();
        assertThat(fast).as(IrPrinter.print(graph) + options).isLessThanOrEqualTo(CLOSE_XNNPACK);
      }
    } catch (NotOnTargetException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
