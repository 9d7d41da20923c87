package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrPrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the analysis knows of the channels of random supernets is so, for two inputs each. */
class SoundnessTest {
  private static final int SEEDS_IN_ONE_TEST = 100;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void knownChannelsHoldWhatIsPredicted(int batch) {
    for (long i = 0; i < SEEDS_IN_ONE_TEST; i++) {
      long seed = (long) batch * SEEDS_IN_ONE_TEST + i;
      Graph graph = RandomSupernet.of(seed);
      assertThat(Soundness.fault(graph, seed)).as(IrPrinter.print(graph)).isEmpty();
    }
  }
}
