package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that are chosen classes: near ties do not count, clear decisions must agree. */
final class LabelMapTest {
  /** Scores of two classes at three pixels: a clear choice, a near tie, a clear choice. */
  private static final List<EvidenceInput> INPUT =
      List.of(
          new EvidenceInput(
              "pixels",
              () -> Map.of("x", Tensor.floats(new long[] {1, 2, 1, 3}, 9, 5, 1, 1, 5.00001f, 9))));

  @TempDir private Path folder;

  /** int32(squeeze(argmax(x + change))). */
  private Path model(String name, float change) {
    Tensor added = Tensor.floats(new long[] {1, 2, 1, 1}, change, 0);
    return new TinyModel()
        .input("x", "f32[1,2,1,3]")
        .constant("change", added)
        .constant("axes", Tensor.longs(new long[] {1}, 1))
        .node("Add", List.of("x", "change"), "scores")
        .node("ArgMax", List.of("scores"), "classes", TinyModel.number("axis", -3))
        .node("Squeeze", List.of("classes", "axes"), "flat")
        .node("Cast", List.of("flat"), "y", TinyModel.number("to", 6))
        .output("y", "i32[1,1,3]")
        .in(folder, name);
  }

  private EquivalenceRow row(float change) {
    Path reference = model("a.onnx", 0);
    Path candidate = model("b.onnx", change);
    List<EquivalenceRow> rows = Equivalence.compare(reference, candidate, INPUT, Tolerance.ONNX);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void aNearTieThatTipsDoesNotCount() {
    EquivalenceRow row = row(0.00003f);
    assertThat(row.maxAbs()).isEqualTo(1);
    assertThat(row.argmaxAgreement()).hasValue(1);
    assertThat(row.countedShare()).isEqualTo(2.0 / 3);
    assertThat(row.pass()).isTrue();
  }

  @Test
  void aClearChoiceThatTipsFails() {
    EquivalenceRow row = row(8.5f);
    assertThat(row.argmaxAgreement()).hasValue(0.5);
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("other classes").contains("pixels");
  }
}
