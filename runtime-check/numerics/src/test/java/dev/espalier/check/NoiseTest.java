package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseTest {
  private static final int CHANNELS = 32;

  @TempDir Path folder;

  /** Zeros have no last place to move, so all that is left is what the optimiser does. */
  @Test
  void optimisationsShowThoughWeightsAreDeclaredAsInputs() {
    Tensor zeros = Tensor.floats(new long[] {1, 1, 3, 3}, new float[9]);
    List<EvidenceInput> inputs = List.of(new EvidenceInput("zeros", () -> Map.of("x", zeros)));
    try (Reference plain = Reference.open(model(false).in(folder, "plain.onnx"), inputs);
        Reference declared = Reference.open(model(true).in(folder, "declared.onnx"), inputs)) {
      assertThat(plain.noise().of("y")).isPositive();
      assertThat(declared.noise().of("y")).isEqualTo(plain.noise().of("y"));
    }
  }

  /** A convolution and a batch normalisation, which the runtime makes one if it may. */
  private static TinyModel model(boolean declared) {
    TinyModel model = new TinyModel().input("x", "f32[1,1,3,3]");
    Random random = new Random(1);
    model.constant("w", random(random, CHANNELS, 1, 3, 3));
    List<String> vectors = List.of("b", "scale", "beta", "mean", "var");
    vectors.forEach(name -> model.constant(name, random(random, CHANNELS)));
    if (declared) {
      model.input("w", "f32[32,1,3,3]");
      vectors.forEach(name -> model.input(name, "f32[32]"));
    }
    return model
        .node("Conv", List.of("x", "w", "b"), "c")
        .node("BatchNormalization", List.of("c", "scale", "beta", "mean", "var"), "y")
        .output("y", "f32[1,32,1,1]");
  }

  private static Tensor random(Random random, long... shape) {
    int size = 1;
    for (long dim : shape) {
      size *= (int) dim;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 0.1f + random.nextFloat();
    }
    return Tensor.floats(shape, values);
  }
}
