package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where two models part. */
final class ComparisonTest {
  private static final List<EvidenceInput> INPUTS =
      List.of(input("calm", 0.5f, 1, 2), input("wild", 5, -5, 7));

  @TempDir private Path folder;

  private static EvidenceInput input(String name, float... x) {
    Tensor tensor = Tensor.floats(new long[] {3}, x);
    return new EvidenceInput(name, () -> Map.of("x", tensor));
  }

  /** v0 = x, v(i+1) = v(i) + w(i), where only one w is not zero; y = relu of the last. */
  private TinyModel chain(int length, int changed, float by) {
    TinyModel model = new TinyModel().input("x", "f32[3]").node("Identity", List.of("x"), "v0");
    for (int i = 0; i < length; i++) {
      float value = i == changed ? by : 0;
      model.constant("w" + i, Tensor.floats(new long[] {1}, value));
      model.node("Add", List.of("v" + i, "w" + i), "v" + (i + 1));
    }
    return model.node("Relu", List.of("v" + length), "y").output("y", "f32[3]");
  }

  private Comparison compare(Path left, Path right) {
    return Comparison.of(left, right, INPUTS, OptionalDouble.empty());
  }

  @Test
  void equalModelsHaveNoDifference() {
    Path model = chain(3, -1, 0).in(folder, "a.onnx");
    Comparison comparison = compare(model, model);
    assertThat(comparison.pass()).isTrue();
    assertThat(comparison.first()).isEmpty();
  }

  @Test
  void theFirstValueThatDiffersIsNamed() throws IOException {
    Path left = chain(80, -1, 0).in(folder, "a.onnx");
    Path right = chain(80, 50, 0.25f).in(folder, "b.onnx");
    Comparison comparison = compare(left, right);
    assertThat(comparison.pass()).isFalse();
    FirstDifference first = comparison.first().orElseThrow();
    assertThat(first.value()).isEqualTo("v51");
    assertThat(first.equalBefore()).isEqualTo(51);
    assertThat(first.maxAbs()).isEqualTo(0.25);
    assertThat(first.allowed()).isLessThan(1e-3);
    assertThat(first.input()).isEqualTo(comparison.rows().get(0).worstInput());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(left, right);
    }
  }

  /** The second model keeps v doubled, which does not matter, and adds too much to w. */
  @Test
  void aValueThatIsKeptInAnotherFormIsPassedOver() {
    Path left = scaled(1, 1, 0).in(folder, "a.onnx");
    assertThat(compare(left, scaled(2, 0.5f, 0).in(folder, "b.onnx")).pass()).isTrue();
    Path right = scaled(2, 0.5f, 0.25f).in(folder, "b.onnx");
    FirstDifference first = compare(left, right).first().orElseThrow();
    assertThat(first.value()).isEqualTo("w");
    assertThat(first.equalBefore()).isEqualTo(1);
  }

  private static TinyModel scaled(float there, float back, float more) {
    return new TinyModel()
        .input("x", "f32[3]")
        .constant("there", Tensor.floats(new long[] {1}, there))
        .constant("back", Tensor.floats(new long[] {1}, back))
        .constant("more", Tensor.floats(new long[] {1}, more))
        .node("Mul", List.of("x", "there"), "v")
        .node("Mul", List.of("v", "back"), "u")
        .node("Add", List.of("u", "more"), "w")
        .node("Relu", List.of("w"), "y")
        .output("y", "f32[3]");
  }

  @Test
  void onlyValuesOfTheSameShapeAreCompared() {
    Path left = widened(3, 0).in(folder, "a.onnx");
    Path right = widened(4, 1).in(folder, "b.onnx");
    FirstDifference first = compare(left, right).first().orElseThrow();
    assertThat(first.value()).isEqualTo("y");
    assertThat(first.equalBefore()).isZero();
  }

  /** A wide value between x and y, which does not matter to y. */
  private static TinyModel widened(int copies, float change) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      parts.add("x");
    }
    return new TinyModel()
        .input("x", "f32[3]")
        .constant("change", Tensor.floats(new long[] {1}, change))
        .constant("first", Tensor.longs(new long[] {3}, 0, 1, 2))
        .node("Concat", parts, "wide", TinyModel.number("axis", 0))
        .node("Gather", List.of("wide", "first"), change == 0 ? "left" : "right")
        .node("Add", List.of(change == 0 ? "left" : "right", "change"), "y")
        .output("y", "f32[3]");
  }

  @Test
  void weightsInFilesBesideTheModelAreFound() throws IOException {
    Path left = external("a", 0, Files.createDirectory(folder.resolve("left")));
    Path right = external("b", 1, Files.createDirectory(folder.resolve("right")));
    FirstDifference first = compare(left, right).first().orElseThrow();
    assertThat(first.value()).isEqualTo("v");
    assertThat(first.maxAbs()).isEqualTo(1);
  }

  private static Path external(String name, float change, Path folder) {
    return new TinyModel()
        .input("x", "f32[3]")
        .external("w", Tensor.floats(new long[] {1}, change), folder.resolve("weights.bin"))
        .node("Identity", List.of("x"), "u")
        .node("Add", List.of("u", "w"), "v")
        .node("Relu", List.of("v"), "y")
        .output("y", "f32[3]")
        .in(folder, name + ".onnx");
  }

  /** ONNX Runtime refuses an unused initializer that is no input before IR version 4. */
  @Test
  void oldFilesDeclareTheirWeights() {
    Path left = declared(0).in(folder, "a.onnx");
    Path right = declared(1).in(folder, "b.onnx");
    assertThat(compare(left, left).pass()).isTrue();
    assertThat(compare(left, right).first().orElseThrow().value()).isEqualTo("v");
  }

  private static TinyModel declared(float change) {
    return new TinyModel()
        .irVersion(3)
        .input("x", "f32[3]")
        .input("w", "f32[1]")
        .input("unused", "f32[1]")
        .constant("w", Tensor.floats(new long[] {1}, change))
        .constant("unused", Tensor.floats(new long[] {1}, 9))
        .node("Add", List.of("x", "w"), "v")
        .node("Relu", List.of("v"), "y")
        .output("y", "f32[3]");
  }

  @Test
  void withoutCommonNamesAndContentsTheOutputIsNamedAndThatIsSaid() {
    Path left =
        new TinyModel()
            .input("x", "f32[3]")
            .node("Neg", List.of("x"), "v")
            .node("Relu", List.of("v"), "y")
            .output("y", "f32[3]")
            .in(folder, "a.onnx");
    Path right =
        new TinyModel()
            .input("x", "f32[3]")
            .constant("w", Tensor.floats(new long[] {1}, 0.25f))
            .node("Add", List.of("x", "w"), "renamed")
            .node("Relu", List.of("renamed"), "y")
            .output("y", "f32[3]")
            .in(folder, "b.onnx");
    Comparison comparison = compare(left, right);
    assertThat(comparison.first().orElseThrow().value()).isEqualTo("y");
    assertThat(comparison.notes())
        .containsExactly("no value inside has the same name in A and B, or holds the same");
    assertThat(compare(left, left).notes()).isEmpty();
  }

  /** v2 is fused away in the second model, where v3 is computed from v1. */
  @Test
  void aValueThatIsFusedAwayIsLeftOut() {
    Path left = chain(4, -1, 0).in(folder, "a.onnx");
    TinyModel fused = new TinyModel().input("x", "f32[3]").node("Identity", List.of("x"), "v0");
    fused.constant("w", Tensor.floats(new long[] {1}, 0));
    fused.constant("wrong", Tensor.floats(new long[] {1}, 0.5f));
    fused.node("Add", List.of("v0", "w"), "v1").node("Add", List.of("v1", "wrong"), "v3");
    fused.node("Add", List.of("v3", "w"), "v4").node("Relu", List.of("v4"), "y");
    FirstDifference first =
        compare(left, fused.output("y", "f32[3]").in(folder, "b.onnx")).first().orElseThrow();
    assertThat(first.value()).isEqualTo("v3");
    assertThat(first.equalBefore()).isEqualTo(2);
  }

  @Test
  void nodesNeedNotBeSorted() {
    TinyModel model = new TinyModel().input("x", "f32[3]");
    model.node("Relu", List.of("b"), "y").node("Neg", List.of("a"), "b");
    Path file = model.node("Abs", List.of("x"), "a").output("y", "f32[3]").in(folder, "a.onnx");
    assertThat(ExposedOnnx.read(file).values()).containsExactly("a", "b", "y");
  }

  @Test
  void withoutACommonValueOnlyTheRowTells() {
    Path left = TinyModel.of("Relu", "f32[3]").in(folder, "a.onnx");
    Path right =
        new TinyModel()
            .input("x", "f32[3]")
            .node("Neg", List.of("x"), "z")
            .output("z", "f32[3]")
            .in(folder, "b.onnx");
    Comparison comparison = compare(left, right);
    assertThat(comparison.pass()).isFalse();
    assertThat(comparison.first()).isEmpty();
  }
}
