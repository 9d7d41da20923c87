package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.text.IrPrinter;
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
    Graph before = RandomSupernet.of(seed);
    String what = "-Despalier.supernet=" + seed + "\n" + IrPrinter.print(before);
    Graph after = SameNumbers.afterPipeline(what, before, seed);
    assertThat(after.nodes())
        .as(what)
        .noneMatch(node -> node.op() instanceof Choice || node.op() instanceof ChannelMask);
  }
}
