package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.gpu.Emulator.Semantics;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is lowered for the GPU means the same there as on the CPU, whatever the padding. */
class LoweredSemanticsTest {
  private static final int SIZE = 7;

  private static final List<String> OPERATORS =
      List.of(
          "max_pool(%%r) {kernel=[%1$d,%1$d], strides=[%2$d,%2$d], pads=[%3$d,%3$d,%4$d,%4$d]}",
          "average_pool(%%r) {kernel=[%1$d,%1$d], strides=[%2$d,%2$d],"
              + " pads=[%3$d,%3$d,%4$d,%4$d], countIncludePad=true}",
          "average_pool(%%r) {kernel=[%1$d,%1$d], strides=[%2$d,%2$d],"
              + " pads=[%3$d,%3$d,%4$d,%4$d], countIncludePad=false}",
          "conv(%%r, f32[4,4,%1$d,%1$d]#rand(1), f32[4]#rand(2))"
              + " {strides=[%2$d,%2$d], pads=[%3$d,%3$d,%4$d,%4$d]}",
          "conv(%%r, f32[4,1,%1$d,%1$d]#rand(1), f32[4]#rand(2))"
              + " {strides=[%2$d,%2$d], pads=[%3$d,%3$d,%4$d,%4$d], groups=4}");

  static Stream<String> graphs() {
    List<String> graphs = new ArrayList<>();
    for (String operator : OPERATORS) {
      for (int kernel = 1; kernel <= 3; kernel++) {
        for (int stride = 1; stride <= 2; stride++) {
          for (int begin = 0; begin < kernel; begin++) {
            for (int end = 0; end < kernel; end++) {
              graphs.add(graph(operator, kernel, stride, begin, end));
            }
          }
        }
      }
    }
    return graphs.stream();
  }

  private static String graph(String operator, int kernel, int stride, int begin, int end) {
    int out = (SIZE + begin + end - kernel) / stride + 1;
    String node = String.format(Locale.ROOT, operator, kernel, stride, begin, end);
    String activation = (kernel + begin) % 2 == 0 ? "relu" : "tanh";
    return String.format(
        Locale.ROOT,
        """
        graph @g(%%x: f32[1,4,%1$d,%1$d]) {
          %%r = %2$s(%%x) : f32[1,4,%1$d,%1$d]
          %%y = %3$s : f32[1,4,%4$d,%4$d]
          return %%y
        }
        """,
        SIZE,
        activation,
        node,
        out);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void isTheSame(String text) {
    Graph graph = IrParser.parse(text);
    LiteModel model = TfliteExporter.export(graph, TfliteOptions.DEFAULTS).model();
    double[] input = new Random(1).doubles(4 * SIZE * SIZE, -3, 3).toArray();
    double[] cpu = Emulator.run(model, Semantics.CPU, List.of(input)).get(0);
    double[] gpu = Emulator.run(model, Semantics.GPU, List.of(input)).get(0);
    for (int i = 0; i < cpu.length; i++) {
      assertThat(Math.abs(cpu[i] - gpu[i])).as("element %d", i).isLessThanOrEqualTo(1e-9);
    }
  }
}
