package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random supernets compute the same in double after the standard pipeline. More of them: {@code
 * -Despalier.supernets=100000}; a single one: {@code -Despalier.supernet=SEED}.
 */
class RandomSupernetTest {
  private static final int SEEDS_IN_ONE_TEST = 50;

  static LongStream batches() {
    return LongStream.range(0, Math.max(1, Integer.getInteger("espalier.supernets", 500) / 50));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void theSameNumbersComeOutOfTheSmallerNetwork(long batch) {
    Long single = Long.getLong("espalier.supernet");
    long first = single == null ? batch * SEEDS_IN_ONE_TEST : single;
    long last = single == null ? first + SEEDS_IN_ONE_TEST : first + 1;
    for (long seed = first; seed < last; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    String text = RandomSupernet.of(seed);
    String what = "-Despalier.supernet=" + seed + "\n" + text;
    Graph before = IrParser.parse(text);
    Graph after;
    try {
      after = Pipeline.standard(before).graph();
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
    assertThat(after.nodes())
        .as(what)
        .noneMatch(node -> node.op() instanceof Choice || node.op() instanceof ChannelMask);
    assertThat(after.outputs()).as(what).isEqualTo(before.outputs());
    Interpreter interpreter = new Interpreter(Precision.F64);
    double[] pixels = new Random(seed).doubles(3 * 36, -2, 2).toArray();
    Map<String, Tensor> inputs =
        Map.of("x", Tensor.of(ElementType.F64, new long[] {1, 3, 6, 6}, pixels));
    List<Tensor> expected = interpreter.run(before, inputs);
    List<Tensor> actual = interpreter.run(after, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(what, expected.get(i), actual.get(i));
    }
    assertThat(Pipeline.standard(after).graph()).as("a second run of " + what).isSameAs(after);
  }

  private static void assertClose(String what, Tensor expected, Tensor actual) {
    assertThat(actual.type()).as(what).isEqualTo(expected.type());
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    double range = Math.max(1e-3, Arrays.stream(a).map(Math::abs).max().orElse(1));
    for (int k = 0; k < a.length; k++) {
      assertThat(Math.abs(a[k] - b[k]))
          .as("element %d of %s", k, what)
          .isLessThanOrEqualTo(1e-9 * range);
    }
  }
}
