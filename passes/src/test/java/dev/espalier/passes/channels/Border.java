package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.util.Arrays;
import java.util.Map;

/**
 * How far two graphs are apart in their first output [N,C,H,W], at its border (positions within two
 * of an edge) and inside, as fractions of the largest element.
 */
record Border(double border, double interior) {
  private static final int WIDTH = 2;

  static Border between(Graph a, Graph b, long seed) {
    Map<String, Tensor> inputs = PipelineFault.inputs(a, seed);
    Interpreter interpreter = new Interpreter(Precision.F64);
    Tensor expected = interpreter.run(a, inputs).get(0);
    Tensor actual = interpreter.run(b, inputs).get(0);
    return between(expected.toDoubles(), actual.toDoubles(), expected.shape());
  }

  private static Border between(double[] expected, double[] actual, long[] shape) {
    double[] worst = new double[2];
    double range = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      boolean inside =
          isInside(i % shape[3], shape[3]) && isInside(i / shape[3] % shape[2], shape[2]);
      int place = inside ? 1 : 0;
      worst[place] = Math.max(worst[place], Math.abs(actual[i] - expected[i]) / range);
    }
    return new Border(worst[0], worst[1]);
  }

  private static boolean isInside(long position, long size) {
    return position >= WIDTH && position < size - WIDTH;
  }
}
