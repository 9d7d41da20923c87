package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.GpuReport;
import dev.espalier.tflite.LayoutReport;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteExport.Port;
import dev.espalier.tflite.model.LiteModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates with channels last, narrower integers, and scores in place of classes. */
final class CandidateTest {
  private static final List<Integer> CHANNELS_LAST = List.of(0, 2, 3, 1);
  private static final Port X = port("x", CHANNELS_LAST, Labels.AS_IN_GRAPH);

  /** Two classes at three pixels: a clear choice, a near tie, a clear choice. */
  private static final List<EvidenceInput> PIXELS =
      List.of(
          new EvidenceInput(
              "pixels",
              () -> Map.of("x", Tensor.floats(new long[] {1, 2, 1, 3}, 9, 5, 1, 1, 5.00001f, 9))));

  @TempDir private Path folder;

  private static Port port(String name, List<Integer> order, Labels labels) {
    return new Port(name, order, ElementType.F32, labels);
  }

  private static TfliteExport export(Port output) {
    LiteModel model =
        new LiteModel("", List.of(), List.of(), List.of(), List.of(), "", Map.of(), 0);
    return new TfliteExport(
        model,
        List.of(X),
        List.of(output),
        new LayoutReport(0, 0, List.of()),
        new GpuReport(true, List.of(), List.of(), 1, 1),
        List.of(),
        "1.5.0");
  }

  private EquivalenceRow row(TinyModel reference, TinyModel candidate, Port output) {
    Path left = reference.in(folder, "reference.onnx");
    Path right = candidate.in(folder, "candidate.onnx");
    try (Reference opened = Reference.open(left, PIXELS);
        Runner runner = OnnxRuntimeRunner.open(right, Settings.PLAIN)) {
      Candidate file =
          Candidate.tflite(
              export(output), runner, Candidate.TFLITE_XNNPACK, opened, Tolerance.TFLITE);
      List<EquivalenceRow> rows = Equivalence.compare(opened, List.of(file));
      assertThat(rows).hasSize(1);
      return rows.get(0);
    }
  }

  /** y = x + [10, 20] along the channels. */
  private static TinyModel channelsFirst() {
    return new TinyModel()
        .input("x", "f32[1,2,1,3]")
        .constant("by", Tensor.floats(new long[] {2, 1, 1}, 10, 20))
        .node("Add", List.of("x", "by"), "y");
  }

  private static TinyModel channelsLast(float first, float second) {
    return new TinyModel()
        .input("x", "f32[1,1,3,2]")
        .constant("by", Tensor.floats(new long[] {2}, first, second))
        .node("Add", List.of("x", "by"), "y");
  }

  @Test
  void channelsMayBeLast() {
    TinyModel reference = channelsFirst().output("y", "f32[1,2,1,3]");
    Port output = port("y", CHANNELS_LAST, Labels.AS_IN_GRAPH);
    EquivalenceRow same = row(reference, channelsLast(10, 20).output("y", "f32[1,1,3,2]"), output);
    assertThat(same.pass()).as(same.reason()).isTrue();
    assertThat(same.maxAbs()).isZero();
    assertThat(same.format()).isEqualTo("tflite");
    assertThat(same.runtime()).isEqualTo("tflite-xnnpack");
    EquivalenceRow swapped =
        row(reference, channelsLast(20, 10).output("y", "f32[1,1,3,2]"), output);
    assertThat(swapped.pass()).isFalse();
    assertThat(swapped.maxAbs()).isEqualTo(10);
  }

  @Test
  void anotherOrderThanTheExportSaysFails() {
    TinyModel reference = channelsFirst().output("y", "f32[1,2,1,3]");
    TinyModel candidate = channelsLast(10, 20).output("y", "f32[1,1,3,2]");
    EquivalenceRow row =
        row(reference, candidate, port("y", List.of(0, 1, 2, 3), Labels.AS_IN_GRAPH));
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("f32[1,1,3,2] instead of f32[1,2,1,3]");
  }

  private static TinyModel cast(TinyModel model, int type, String declared) {
    return model
        .node("Cast", List.of("y"), "z", TinyModel.number("to", type))
        .output("z", declared);
  }

  @Test
  void integersMayBeNarrower() {
    TinyModel reference = cast(channelsFirst(), 7, "i64[1,2,1,3]");
    Port output = new Port("z", CHANNELS_LAST, ElementType.I32, Labels.AS_IN_GRAPH);
    assertThat(row(reference, cast(channelsLast(10, 20), 6, "i32[1,1,3,2]"), output).pass())
        .isTrue();
    EquivalenceRow other = row(reference, cast(channelsLast(10, 21), 6, "i32[1,1,3,2]"), output);
    assertThat(other.pass()).isFalse();
    assertThat(other.maxAbs()).isEqualTo(1);
  }

  private static TinyModel classes(TinyModel model, int axis, String declared) {
    return model
        .node(
            "ArgMax",
            List.of("y"),
            "z",
            TinyModel.number("axis", axis),
            TinyModel.number("keepdims", 0))
        .output("z", declared);
  }

  @Test
  void scoresAreComparedWithTheScoresTheReferenceChoosesFrom() {
    TinyModel reference = classes(channelsFirst(), 1, "i64[1,1,3]");
    Port output = port("z", CHANNELS_LAST, Labels.SCORES_ONLY);
    TinyModel same = channelsLast(10, 0).node("Add", List.of("x", "by"), "z");
    TinyModel right =
        new TinyModel()
            .input("x", "f32[1,1,3,2]")
            .constant("by", Tensor.floats(new long[] {2}, 10, 20))
            .node("Add", List.of("x", "by"), "z")
            .output("z", "f32[1,1,3,2]");
    EquivalenceRow passes = row(reference, right, output);
    assertThat(passes.pass()).as(passes.reason()).isTrue();
    assertThat(passes.output()).isEqualTo("z");
    assertThat(passes.range()).isCloseTo(18, within(1e-6));
    assertThat(passes.argmaxAgreement()).hasValue(1);
    EquivalenceRow fails = row(reference, same.output("z", "f32[1,1,3,2]"), output);
    assertThat(fails.pass()).isFalse();
    assertThat(fails.maxAbs()).isEqualTo(20);
  }

  @Test
  void chosenClassesAreJudgedByTheScoresOfTheReference() {
    TinyModel reference =
        new TinyModel()
            .input("x", "f32[1,2,1,3]")
            .node("Identity", List.of("x"), "z")
            .output("z", "f32[1,2,1,3]");
    Port output = new Port("z", List.of(0, 1, 2), ElementType.I32, Labels.CHOSEN);
    EquivalenceRow tie = row(reference, chosen(0.0003f), output);
    assertThat(tie.pass()).as(tie.reason()).isTrue();
    assertThat(tie.maxAbs()).isEqualTo(1);
    assertThat(tie.argmaxAgreement()).hasValue(1);
    assertThat(tie.countedShare()).isEqualTo(2.0 / 3);
    EquivalenceRow clear = row(reference, chosen(8.5f), output);
    assertThat(clear.pass()).isFalse();
    assertThat(clear.argmaxAgreement()).hasValue(0.5);
  }

  /** int32(argmax(x + [change, 0])) of channels last. */
  private static TinyModel chosen(float change) {
    return new TinyModel()
        .input("x", "f32[1,1,3,2]")
        .constant("by", Tensor.floats(new long[] {2}, change, 0))
        .node("Add", List.of("x", "by"), "y")
        .node(
            "ArgMax",
            List.of("y"),
            "c",
            TinyModel.number("axis", 3),
            TinyModel.number("keepdims", 0))
        .node("Cast", List.of("c"), "z", TinyModel.number("to", 6))
        .output("z", "i32[1,1,3]");
  }

  @Test
  void severalCandidatesAreComparedAtOnceAndOnlyGatedOnesFail() {
    Path left = channelsFirst().output("y", "f32[1,2,1,3]").in(folder, "a.onnx");
    Path right = channelsLast(10, 21).output("y", "f32[1,1,3,2]").in(folder, "b.onnx");
    Port output = port("y", CHANNELS_LAST, Labels.AS_IN_GRAPH);
    try (Reference opened = Reference.open(left, PIXELS);
        Runner same = OnnxRuntimeRunner.open(left, Settings.PLAIN);
        Runner off = OnnxRuntimeRunner.open(right, Settings.PLAIN)) {
      TfliteExport export = export(output);
      List<EquivalenceRow> rows =
          Equivalence.compare(
              opened,
              List.of(
                  Candidate.onnx(same, Tolerance.ONNX),
                  Candidate.tflite(export, off, Candidate.TFLITE, opened, Tolerance.TFLITE),
                  Candidate.tflite(export, off, "other", opened, Tolerance.STATED)));
      assertThat(rows)
          .extracting(EquivalenceRow::runtime)
          .containsExactly("onnxruntime", "tflite", "other");
      assertThat(rows).extracting(EquivalenceRow::maxAbs).containsExactly(0.0, 1.0, 1.0);
      assertThat(rows).extracting(EquivalenceRow::pass).containsExactly(true, false, true);
    }
  }
}
