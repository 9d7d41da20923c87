package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.gpu.Emulator.Semantics;
import dev.espalier.tflite.model.LiteModel;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where the GPU would compute something else than the CPU, a rule says so. */
class SemanticsTest {
  private static final int GRAPHS = 1200;

  private static final Set<String> DIFFER =
      Set.of(
          "gpu/bmm-adjoint",
          "gpu/maxpool-floor",
          "gpu/mixed-rank-broadcast",
          "gpu/pad-rank3",
          "gpu/pad-then-avgpool",
          "gpu/pad-then-maxpool",
          "gpu/padv2-before-conv");

  private static boolean differs(LiteModel model, Random random) {
    double[] input = random.doubles(model.tensor(0).size(), -3, 3).toArray();
    List<double[]> cpu = Emulator.run(model, Semantics.CPU, List.of(input));
    List<double[]> gpu = Emulator.run(model, Semantics.GPU, List.of(input));
    for (int i = 0; i < cpu.size(); i++) {
      for (int j = 0; j < cpu.get(i).length; j++) {
        double distance = Math.abs(cpu.get(i)[j] - gpu.get(i)[j]);
        if (!(distance <= 1e-9 * Math.max(1, Math.abs(cpu.get(i)[j])))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aDifferenceIsAnError() {
    Set<String> alone = new TreeSet<>();
    int fine = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      LiteModel model = RandomNet.of(seed);
      Set<String> errors =
          GpuRules.check(model).errors().stream().map(Lint::rule).collect(Collectors.toSet());
      boolean differs = differs(model, new Random(seed));
      if (differs) {
        assertThat(errors).as("graph %d: %s", seed, model.ops()).isNotEmpty();
      }
      if (differs && errors.size() == 1) {
        alone.addAll(errors);
      }
      fine += !differs && errors.isEmpty() ? 1 : 0;
    }
    assertThat(alone).as("rules that alone explain a difference").isEqualTo(new TreeSet<>(DIFFER));
    assertThat(fine).as("graphs that are the same and have no error").isGreaterThan(GRAPHS / 10);
  }
}
