package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** TFLite files made by others. */
final class SharedLiteFilesTest {
  private static Path file(String name) {
    return SharedData.file("models/tflite/" + name + ".tflite");
  }

  private static Map<String, Tensor> input(Runner runner) {
    return EvidenceInputs.of(runner.inputs(), Map.of(), EvidenceInputs.SEED, Optional.empty())
        .get(0)
        .tensors();
  }

  @Test
  void bothKindsOfKernelsAgree() {
    Path file = file("portrait-prisma-256");
    try (Runner plain = TfliteRunner.open(file, Settings.PLAIN);
        Runner fast = TfliteRunner.open(file, Settings.XNNPACK)) {
      assertThat(plain.inputs())
          .extracting(PortType::toString)
          .containsExactly("input_3: f32[1,256,256,3]");
      assertThat(plain.outputs())
          .extracting(PortType::toString)
          .containsExactly("reshape_2/Reshape: f32[1,65536]");
      Map<String, Tensor> input = input(plain);
      Tensor expected = plain.run(input).get("reshape_2/Reshape");
      Tensor actual = fast.run(input).get("reshape_2/Reshape");
      double difference = Distance.between(expected, actual);
      assertThat(difference).isPositive().isLessThan(1e-5);
      assertThat(Distance.Extent.of(expected).range()).isGreaterThan(0.01);
    }
  }

  @Test
  void aCustomOperatorIsNamed() {
    Path file = file("mediapipe-selfie_segmentation");
    assertThatThrownBy(() -> TfliteRunner.open(file, Settings.PLAIN))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("CUSTOM Convolution2DTransposeBias");
  }

  @Test
  void aFileIsItsOwnReference() {
    Path file = file("portrait-prisma-256");
    List<EvidenceInput> inputs;
    try (Runner runner = TfliteRunner.open(file, Settings.PLAIN)) {
      inputs = List.of(new EvidenceInput("one", () -> input(runner)));
      try (Reference reference = Reference.open(file, inputs)) {
        Candidate same = new Candidate(runner, "tflite", "tflite", Tolerance.TFLITE, Map.of());
        EquivalenceRow row = Equivalence.compare(reference, List.of(same)).get(0);
        assertThat(row.maxAbs()).isZero();
        assertThat(row.noise()).isPositive().isLessThan(1e-5);
        assertThat(row.pass()).isTrue();
      }
    }
  }
}
