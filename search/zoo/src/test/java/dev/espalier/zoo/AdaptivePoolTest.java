package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptivePoolTest {
  @ParameterizedTest
  @CsvSource({"6, 6, 1, 1", "6, 4, 3, 2", "7, 9, 3, 6", "6, 9, 3, 2", "5, 4, 6, 3", "65, 33, 6, 6"})
  void aWindowReachesFromFloorToCeil(int rows, int columns, int height, int width) {
    Configuration configuration = Configuration.of(1, rows, columns).withElement(ElementType.F64);
    NetworkBuilder network = new NetworkBuilder("g", configuration, Initialization.FAN_OUT);
    Graph graph = network.build(new AdaptivePool(height, width).of(network.image()));
    Tensor image = SeededTensor.of(graph.inputs().get("image"), 3);
    double[] actual =
        new Interpreter(Precision.F64).run(graph, Map.of("image", image)).get(0).toDoubles();
    assertThat(actual).hasSize(3 * height * width);
    for (int i = 0; i < actual.length; i++) {
      int channel = i / (height * width);
      double row = i / width % height;
      double column = i % width;
      double sum = 0;
      int count = 0;
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          if (overlaps(y, row * rows / height, (row + 1) * rows / height)
              && overlaps(x, column * columns / width, (column + 1) * columns / width)) {
            sum += image.at((channel * (long) rows + y) * columns + x);
            count++;
          }
        }
      }
      assertThat(actual[i]).as("element %d", i).isCloseTo(sum / count, within(1e-12));
    }
  }

  /** Whether a position, from itself to the next one, has a part between two places. */
  private static boolean overlaps(int position, double from, double to) {
    return position < to - 1e-9 && position + 1 > from + 1e-9;
  }
}
