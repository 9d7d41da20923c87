package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.reduce.ReduceGraph;
import dev.espalier.ir.text.IrPrinter;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random supernets compute the same in double after the standard pipeline. A seed that fails is
 * reduced to a small graph that fails in the same way.
 *
 * <p>More seeds: {@code -Despalier.supernets=100000}; others: {@code
 * -Despalier.supernets.first=5000}.
 */
class RandomSupernetTest {
  private static final int SEEDS_IN_ONE_TEST = 50;
  private static final long FIRST = Long.getLong("espalier.supernets.first", 0);
  private static final long END = FIRST + Long.getLong("espalier.supernets", 2500);

  static LongStream batches() {
    return LongStream.iterate(FIRST, first -> first < END, first -> first + SEEDS_IN_ONE_TEST);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void theSameNumbersComeOutOfTheSmallerNetwork(long first) {
    for (long seed = first; seed < Math.min(END, first + SEEDS_IN_ONE_TEST); seed++) {
      Graph graph = RandomSupernet.of(seed);
      Optional<PipelineFault> fault = PipelineFault.in(graph, seed);
      if (fault.isPresent()) {
        throw new AssertionError(message(graph, seed, fault.get()));
      }
    }
  }

  private static String message(Graph graph, long seed, PipelineFault fault) {
    Graph small =
        ReduceGraph.reduce(graph, g -> PipelineFault.in(g, seed).filter(fault::isLike).isPresent());
    return "seed %d: %s%nThe same fault: %s%n%s"
        .formatted(
            seed,
            fault.what(),
            PipelineFault.in(small, seed).orElseThrow().what(),
            IrPrinter.printWithContents(small));
  }
}
