package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates whose ports differ, and outputs that are no floats. */
final class PortsTest {
  private static final EvidenceInput INPUT =
      new EvidenceInput(
          "values", () -> Map.of("x", Tensor.floats(new long[] {2, 3}, 1, 2, 3, 4, 5, 6)));

  @TempDir private Path folder;

  private Path model(String... outputs) {
    TinyModel model = new TinyModel().input("x", "f32[2,3]");
    for (String output : outputs) {
      model.node("Relu", List.of("x"), output).output(output, "f32[2,3]");
    }
    return model.in(folder, String.join("-", outputs) + ".onnx");
  }

  private static List<EquivalenceRow> rows(Path reference, Path candidate) {
    return Equivalence.compare(reference, candidate, List.of(INPUT), Tolerance.ONNX);
  }

  @Test
  void aMissingOutputFails() {
    List<EquivalenceRow> rows = rows(model("a", "b"), model("a"));
    assertThat(rows.get(0).pass()).isTrue();
    assertThat(rows.get(1).pass()).isFalse();
    assertThat(rows.get(1).reason()).contains("missing").contains("[a]");
    assertThat(rows.get(1).range()).isEqualTo(5);
  }

  @Test
  void aRenamedOutputFailsOnBothNames() {
    List<EquivalenceRow> rows = rows(model("a"), model("c"));
    assertThat(rows).extracting(EquivalenceRow::output).containsExactly("a", "c");
    assertThat(rows).extracting(EquivalenceRow::pass).containsExactly(false, false);
    assertThat(rows.get(1).reason()).contains("only in the candidate");
  }

  @Test
  void reorderedOutputsFail() {
    List<EquivalenceRow> rows = rows(model("a", "b"), model("b", "a"));
    assertThat(rows).extracting(EquivalenceRow::pass).containsExactly(false, false);
    assertThat(rows.get(0).reason()).contains("at position 1 instead of 0");
  }

  @Test
  void anotherShapeFails() {
    Path transposed =
        new TinyModel()
            .input("x", "f32[2,3]")
            .node("Transpose", List.of("x"), "a")
            .output("a", "f32[3,2]")
            .in(folder, "transposed.onnx");
    EquivalenceRow row = rows(model("a"), transposed).get(0);
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("f32[3,2] instead of f32[2,3]");
  }

  @Test
  void aSymbolicShapeThatTurnsOutDifferentFails() {
    Path transposed =
        new TinyModel()
            .input("x", "f32[2,3]")
            .node("Transpose", List.of("x"), "t")
            .node("Relu", List.of("t"), "a")
            .output("a", "f32[H,W]")
            .in(folder, "transposed.onnx");
    EquivalenceRow row = rows(model("a"), transposed).get(0);
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("f32[3,2] instead of f32[2,3]");
  }

  @Test
  void anotherInputFailsEveryOutput() {
    Path other =
        new TinyModel()
            .input("z", "f32[2,3]")
            .node("Relu", List.of("z"), "a")
            .output("a", "f32[2,3]")
            .in(folder, "other.onnx");
    EquivalenceRow row = rows(model("a"), other).get(0);
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("input x").contains("missing");
  }

  @Test
  void integersAreEqualOrFail() {
    Path truncated = cast("truncated.onnx", "x");
    assertThat(rows(truncated, truncated).get(0).pass()).isTrue();
    Path changed = cast("changed.onnx", "shifted");
    EquivalenceRow row = rows(truncated, changed).get(0);
    assertThat(row.pass()).isFalse();
    assertThat(row.maxAbs()).isEqualTo(1);
    assertThat(row.reason()).contains("allowed is 0");
  }

  /** y = int64(x), or of x plus 1 at one place. */
  private Path cast(String name, String from) {
    return new TinyModel()
        .input("x", "f32[2,3]")
        .constant("one", Tensor.of(ElementType.F32, new long[] {2, 3}, 0, 0, 0, 0, 1, 0))
        .node("Add", List.of("x", "one"), "shifted")
        .node("Cast", List.of(from), "y", TinyModel.number("to", 7))
        .output("y", "i64[2,3]")
        .in(folder, name);
  }
}
