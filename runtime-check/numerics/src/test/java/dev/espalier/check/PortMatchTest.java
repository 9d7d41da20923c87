package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.TfliteExport.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which port of one model stands for which of another. */
final class PortMatchTest {
  @TempDir private Path folder;

  private PortMatch match(TinyModel reference, TinyModel candidate, EvidenceInput... inputs) {
    Path left = reference.in(folder, "a.onnx");
    Path right = candidate.in(folder, "b.onnx");
    try (Reference opened = Reference.open(left, List.of(inputs));
        Runner runner = OnnxRuntimeRunner.open(right, Settings.PLAIN)) {
      return PortMatch.of(opened, runner, OpenAxes.SAME);
    }
  }

  private static TinyModel sum(String a, String b, String type, String result) {
    return new TinyModel()
        .input(a, type)
        .input(b, type)
        .node("Add", List.of(a, b), result)
        .output(result, type);
  }

  @Test
  void equalNamesWinOverTheOrder() {
    PortMatch match = match(sum("a", "b", "f32[2]", "y"), sum("b", "a", "f32[2]", "y"));
    assertThat(match.inputs()).extracting(PortTranslation::own).containsExactly("a", "b");
    assertThat(match.notes()).isEmpty();
  }

  @Test
  void whereANameIsMissingTheOrderCounts() {
    PortMatch match = match(sum("a", "b", "f32[2]", "y"), sum("b", "c", "f32[2]", "z"));
    assertThat(match.inputs()).extracting(PortTranslation::own).containsExactly("b", "c");
    assertThat(match.notes())
        .containsExactly(
            "input a in B is called b", "input b in B is called c", "output y in B is called z");
  }

  /** 8 channels of 8 x 8: TFLite has channels last, whatever fits. */
  @Test
  void whereTheSizesLeaveItOpenTheFormatTells() {
    PortType cube = new PortType("x", TensorType.f32(1, 8, 8, 8));
    assertThat(PortMatch.translation(cube, cube, OpenAxes.LAST).order())
        .containsExactly(0, 2, 3, 1);
    assertThat(PortMatch.translation(cube, cube, OpenAxes.FIRST).order())
        .containsExactly(0, 3, 1, 2);
    assertThat(PortMatch.translation(cube, cube, OpenAxes.SAME).order())
        .containsExactly(0, 1, 2, 3);
    PortType image = new PortType("x", TensorType.f32(1, 3, 8, 8));
    for (OpenAxes open : OpenAxes.values()) {
      assertThat(PortMatch.translation(image, image, open).order()).containsExactly(0, 1, 2, 3);
    }
    assertThat(OpenAxes.of(ModelFormat.ONNX, ModelFormat.TFLITE)).startsWith(OpenAxes.LAST);
    assertThat(OpenAxes.of(ModelFormat.TFLITE, ModelFormat.ONNX)).startsWith(OpenAxes.FIRST);
    assertThat(OpenAxes.of(ModelFormat.TFLITE, ModelFormat.TFLITE)).containsExactly(OpenAxes.SAME);
  }

  @Test
  void imagesMayHaveTheirChannelsLastOrFirst() {
    TinyModel first = sum("a", "b", "f32[1,3,4,5]", "y");
    TinyModel last = sum("a", "b", "f32[1,4,5,3]", "y");
    PortMatch match = match(first, last);
    assertThat(match.inputs().get(0).order()).containsExactly(0, 2, 3, 1);
    assertThat(match.notes()).contains("input a in B has the axes [0, 2, 3, 1] of A's");
    assertThat(match(last, first).outputs().get(0).order()).containsExactly(0, 3, 1, 2);
  }

  @Test
  void shapesThatFitInNoOrderStayAndFail() {
    PortMatch match = match(sum("a", "b", "f32[2,3]", "y"), sum("a", "b", "f32[3,2]", "y"));
    assertThat(match.inputs().get(0).order()).containsExactly(0, 1);
  }

  private static TinyModel scores(boolean chosen) {
    TinyModel model =
        new TinyModel().input("x", "f32[1,2,4,5]").node("Relu", List.of("x"), "scores");
    return chosen
        ? model
            .node(
                "ArgMax",
                List.of("scores"),
                "y",
                TinyModel.number("axis", 1),
                TinyModel.number("keepdims", 0))
            .output("y", "i64[1,4,5]")
        : model.node("Neg", List.of("scores"), "y").output("y", "f32[1,2,4,5]");
  }

  @Test
  void classesAndScoresStandForEachOther() {
    EvidenceInput input =
        new EvidenceInput(
            "ones", () -> Map.of("x", Tensor.floats(new long[] {1, 2, 4, 5}, new float[40])));
    assertThat(match(scores(true), scores(false), input).labels())
        .containsExactly(Map.entry("y", Labels.SCORES_ONLY));
    assertThat(match(scores(false), scores(true), input).labels())
        .containsExactly(Map.entry("y", Labels.CHOSEN));
    assertThat(match(scores(true), scores(false), input).notes())
        .containsExactly("output y returns scores in B where A returns their arg-max");
    assertThat(match(scores(true), scores(true), input).notes()).isEmpty();
  }

  @Test
  void fixedSizesOfTheCandidateFixThoseOfTheReference() {
    Path symbolic = sum("a", "b", "f32[N,3,H,W]", "y").in(folder, "symbolic.onnx");
    Path fixed = sum("a", "b", "f32[1,4,5,3]", "y").in(folder, "fixed.onnx");
    try (Runner left = OnnxRuntimeRunner.open(symbolic, Settings.PLAIN);
        Runner right = OnnxRuntimeRunner.open(fixed, Settings.PLAIN)) {
      Map<String, long[]> shapes = PortMatch.fixed(left.inputs(), right.inputs(), OpenAxes.SAME);
      assertThat(shapes).containsOnlyKeys("a", "b");
      assertThat(shapes.get("a")).containsExactly(1, 3, 4, 5);
      assertThat(PortMatch.fixed(right.inputs(), right.inputs(), OpenAxes.SAME)).isEmpty();
    }
  }
}
