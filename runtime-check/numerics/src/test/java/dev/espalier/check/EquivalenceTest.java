package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EQV-1, 2, 3 and 7: the bound, the range, the noise, and values that are not finite. */
final class EquivalenceTest {
  @TempDir private Path folder;

  private static EvidenceInput input(String name, float... x) {
    Tensor tensor = Tensor.floats(new long[] {x.length}, x);
    return new EvidenceInput(name, () -> Map.of("x", tensor));
  }

  private Path identity() {
    return TinyModel.of("Identity", "f32[N]").in(folder, "identity.onnx");
  }

  /** y = x + change. */
  private Path shifted(float... change) {
    return new TinyModel()
        .input("x", "f32[N]")
        .constant("change", Tensor.floats(new long[] {change.length}, change))
        .node("Add", List.of("x", "change"), "y")
        .output("y", "f32[N]")
        .in(folder, "shifted.onnx");
  }

  private static EquivalenceRow row(Path reference, Path candidate, EvidenceInput... inputs) {
    return Equivalence.compare(reference, candidate, List.of(inputs), Tolerance.ONNX).get(0);
  }

  @Test
  void theBoundIsAFractionOfTheRange() {
    float below = (float) 1e-5;
    float above = Math.nextUp(below);
    assertThat((double) below).isLessThan(1e-5);
    assertThat((double) above).isGreaterThan(1e-5);
    EvidenceInput input = input("unit", 0, 1);
    EquivalenceRow passes = row(identity(), shifted(below, 0), input);
    assertThat(passes.pass()).isTrue();
    assertThat(passes.maxAbs()).isEqualTo(below);
    assertThat(passes.reason()).isEmpty();
    EquivalenceRow fails = row(identity(), shifted(above, 0), input);
    assertThat(fails.pass()).isFalse();
    assertThat(fails.maxRelative()).isEqualTo((double) above);
    assertThat(fails.reason()).contains("unit").contains("1.0E-5");
  }

  @Test
  void noiseWidensTheBound() {
    float ulp = Math.ulp(1000f);
    EvidenceInput input = input("offset", 1000, 1000 + 16 * ulp);
    EquivalenceRow passes = row(identity(), shifted(4 * ulp, 0), input);
    assertThat(passes.noise()).isEqualTo(ulp);
    assertThat(passes.range()).isEqualTo(16 * ulp);
    assertThat(passes.pass()).isTrue();
    assertThat(row(identity(), shifted(5 * ulp, 0), input).pass()).isFalse();
  }

  @Test
  void aChosenToleranceIsOnlyAFractionOfTheRange() {
    float ulp = Math.ulp(1000f);
    List<EvidenceInput> input = List.of(input("offset", 1000, 1000 + 16 * ulp));
    Path candidate = shifted(4 * ulp, 0);
    Tolerance quarter = Tolerance.ofRange(0.25);
    Tolerance less = Tolerance.ofRange(Math.nextDown(0.25));
    assertThat(Equivalence.compare(identity(), candidate, input, quarter).get(0).pass()).isTrue();
    assertThat(Equivalence.compare(identity(), candidate, input, less).get(0).pass()).isFalse();
  }

  @Test
  void theRangeIsPooledOverAllInputs() {
    EquivalenceRow row = row(identity(), identity(), input("a", 0, 1), input("b", -4, -3));
    assertThat(row.range()).isEqualTo(5);
    assertThat(row.inputs()).isEqualTo(2);
  }

  @Test
  void aConstantOutputHasItsSizeAsRangeAndZerosOne() {
    assertThat(row(identity(), identity(), input("a", -3, -3)).range()).isEqualTo(3);
    assertThat(row(identity(), identity(), input("a", 0, 0)).range()).isEqualTo(1);
  }

  @Test
  void eachOutputHasItsOwnRow() {
    TinyModel model = TinyModel.of("Identity", "f32[N]");
    model.node("Add", List.of("y", "y"), "z").output("z", "f32[N]");
    Path file = model.in(folder, "two.onnx");
    List<EquivalenceRow> rows =
        Equivalence.compare(file, file, List.of(input("a", 1, 3)), Tolerance.ONNX);
    assertThat(rows).extracting(EquivalenceRow::output).containsExactly("y", "z");
    assertThat(rows).extracting(EquivalenceRow::range).containsExactly(2.0, 4.0);
  }

  @Test
  void noiseBelongsToTheReferenceAndLabelsIt() {
    float ulp = Math.ulp(1000f);
    EvidenceInput steep = input("offset", 1000, 1000 + 16 * ulp);
    EquivalenceRow same = row(identity(), identity(), steep);
    EquivalenceRow other = row(identity(), shifted(3, 3), steep);
    assertThat(same.noise()).isEqualTo(other.noise());
    assertThat(same.illConditioned()).isTrue();
    EquivalenceRow calm = row(identity(), identity(), input("unit", 0, 1));
    assertThat(calm.noise()).isEqualTo(Math.ulp(1f));
    assertThat(calm.illConditioned()).isFalse();
  }

  @Test
  void inputsOnWhichTheReferenceIsNotFiniteAreExcluded() {
    Path inverse = TinyModel.of("Reciprocal", "f32[N]").in(folder, "inverse.onnx");
    EquivalenceRow row = row(inverse, inverse, input("zero", 1, 0), input("fine", 1, 2));
    assertThat(row.excludedInputs()).containsExactly("zero");
    assertThat(row.inputs()).isEqualTo(1);
    assertThat(row.range()).isEqualTo(0.5);
    assertThat(row.pass()).isTrue();
  }

  @Test
  void aReferenceThatIsNeverFiniteFails() {
    Path inverse = TinyModel.of("Reciprocal", "f32[N]").in(folder, "inverse.onnx");
    EquivalenceRow row = row(inverse, inverse, input("zero", 1, 0), input("zeros", 0, 0));
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("finite on none").contains("zero, zeros");
  }

  @Test
  void aCandidateThatAloneIsNotFiniteFails() {
    Path root = TinyModel.of("Sqrt", "f32[N]").in(folder, "root.onnx");
    EquivalenceRow row = row(identity(), root, input("fine", 0, 1), input("negative", 1, -1));
    assertThat(row.pass()).isFalse();
    assertThat(row.worstInput()).isEqualTo("negative");
    assertThat(row.maxAbs()).isInfinite();
    assertThat(row.excludedInputs()).isEmpty();
  }

  @Test
  void aStatedDistanceNeverFailsUnlessItIsInfinite() {
    List<EvidenceInput> inputs = List.of(input("fine", 0, 1));
    assertThat(Equivalence.compare(identity(), shifted(9, 9), inputs, Tolerance.STATED).get(0))
        .extracting(EquivalenceRow::pass, EquivalenceRow::maxAbs)
        .containsExactly(true, 9.0);
  }

  @Test
  void theWorstInputIsNamed() {
    Path twice =
        new TinyModel()
            .input("x", "f32[N]")
            .node("Add", List.of("x", "x"), "y")
            .output("y", "f32[N]")
            .in(folder, "twice.onnx");
    EquivalenceRow row = row(identity(), twice, input("a", 1, 2), input("b", -7, 0), input("c", 3));
    assertThat(row.worstInput()).isEqualTo("b");
    assertThat(row.maxAbs()).isEqualTo(7);
  }
}
