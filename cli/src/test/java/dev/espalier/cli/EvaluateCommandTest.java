package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.SampleFolder;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.score.Preprocessing.Channels;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  /** The score of a class is its colour; a fourth score is always 45. */
  private static final String COLOURS =
      """
      graph @colours(%x: f32[1,3,2,4]) {
        %y = conv(%x, f32[4,3,1,1]#[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], f32[4]#[0, 0, 0, 45])
        return %y
      }
      """;

  @TempDir private Path folder;
  private Path data;
  private Path model;

  /** A row red, green, blue, dark, of classes 0, 1, 2, 1, and a row of no class, all red. */
  @BeforeEach
  void writeDataAndModel() throws IOException {
    byte[] rgb = new byte[24];
    for (int x = 0; x < 3; x++) {
      rgb[3 * x + x] = 100;
    }
    for (int x = 4; x < 8; x++) {
      rgb[3 * x] = 100;
    }
    int no = LabelMap.IGNORE;
    LabelMap labels = new LabelMap(4, 2, new int[] {0, 1, 2, 1, no, no, no, no});
    data = folder.resolve("data");
    new SampleFolder(data, 1, 2, 3).write(new Sample("a", new Picture(4, 2, rgb), labels));
    model = folder.resolve("colours.onnx");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(COLOURS)), model);
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.OK);
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void figuresAsJson() throws IOException {
    JsonNode found = json(Run.of("evaluate", model, "--data", data, "--format", "json"));
    assertThat(found.path("images").asInt()).isEqualTo(1);
    assertThat(found.path("runtime").asText()).isEqualTo("onnxruntime");
    assertThat(found.path("mIoU").asDouble()).isEqualTo(0.8333333);
    assertThat(found.path("pixelAccuracy").asDouble()).isEqualTo(0.75);
    assertThat(found.path("classes")).hasSize(3);
    assertThat(found.path("classes").path(1).path("iou").asDouble()).isEqualTo(0.5);
    assertThat(found.path("classes").path(1).path("pixels").asLong()).isEqualTo(2);
    assertThat(found.path("seconds").asDouble()).isPositive();
  }

  @Test
  void figuresAsTable() throws IOException {
    Files.writeString(data.resolve("classes.txt"), "red\ngreen\nblue\n");
    Run run = Run.of("evaluate", model, "--data", data, "--scale", "2/2");
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .containsPattern("1 green +50.00 % +50.00 % +2\n")
        .containsPattern("mIoU +83.33 %\n")
        .containsPattern("pixel accuracy +75.00 %\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void severalSplitsAreTold() throws IOException {
    Path both = Files.createDirectory(folder.resolve("both"));
    Files.createDirectories(both.resolve("val"));
    Files.move(data.resolve("image"), both.resolve("val/image"));
    Files.move(data.resolve("label"), both.resolve("val/label"));
    for (String part : List.of("image", "label")) {
      Path other = Files.createDirectories(both.resolve("train").resolve(part));
      Files.copy(both.resolve("val").resolve(part).resolve("a.png"), other.resolve("b.png"));
    }
    Run all = Run.of("evaluate", model, "--data", both, "--scale", "1");
    assertThat(all.out()).contains(": 2 images in");
    assertThat(all.err()).isEqualTo("train and val are taken together; --split chooses one\n");
    Run one = Run.of("evaluate", model, "--data", both, "--scale", "1", "--split", "train");
    assertThat(one.out()).contains(": 1 images in");
    assertThat(one.err()).isEmpty();
  }

  @Test
  void classesThatAreNotInTheDataCountWhenAskedFor() throws IOException {
    JsonNode all = json(evaluate("--classes", "4"));
    assertThat(all.path("mIoU").asDouble()).isEqualTo(0.625);
  }

  @Test
  void voidMayStayInTheUnion() throws IOException {
    JsonNode found = json(evaluate("--void-in-union"));
    assertThat(found.path("classes").path(0).path("iou").asDouble()).isEqualTo(0.2);
    JsonNode ignored = json(evaluate("--ignore", "255,1"));
    assertThat(ignored.path("classes").path(1).has("iou")).isFalse();
    assertThat(ignored.path("mIoU").asDouble()).isEqualTo(1);
  }

  private Run evaluate(Object... options) {
    Object[] words = new Object[6 + options.length];
    System.arraycopy(
        new Object[] {"evaluate", model, "--data", data, "--format", "json"}, 0, words, 0, 6);
    System.arraycopy(options, 0, words, 6, options.length);
    return Run.of(words);
  }

  @Test
  void tfliteRunsOnnxModelsAndItsOwn() throws IOException {
    JsonNode compiled = json(evaluate("--runtime", "tflite"));
    assertThat(compiled.path("mIoU").asDouble()).isEqualTo(0.8333333);
    Path out = folder.resolve("out");
    assertThat(Run.of("compile", model, "-o", out).exit()).isEqualTo(Exit.OK);
    Path tflite = out.resolve("model.tflite");
    JsonNode file = json(Run.of("evaluate", tflite, "--data", data, "--format", "json"));
    assertThat(file.path("runtime").asText()).isEqualTo("tflite");
    assertThat(file.path("mIoU").asDouble()).isEqualTo(0.8333333);
    Run wrong = Run.of("evaluate", tflite, "--data", data, "--runtime", "onnxruntime");
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
    assertThat(wrong.err()).contains("is a TFLite file, which --runtime onnxruntime cannot run");
  }

  @Test
  void pyTorchRunsOnnxModels() throws IOException {
    JsonNode found = json(evaluate("--runtime", "djl"));
    assertThat(found.path("runtime").asText()).isEqualTo("djl");
    assertThat(found.path("mIoU").asDouble()).isEqualTo(0.8333333);
  }

  @Test
  void preprocessingOfTheModelSurvivesCompiling() throws IOException {
    Preprocessing swapped =
        new Preprocessing(Channels.bgr, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), 1);
    new OnnxWriter()
        .withMetadata(Map.of(Preprocessing.KEY, swapped.json()))
        .write(OnnxModel.of(IrParser.parse(COLOURS)), model);
    Path out = folder.resolve("out");
    assertThat(Run.of("compile", model, "-o", out).exit()).isEqualTo(Exit.OK);
    for (Path file : List.of(model, out.resolve("model.onnx"), out.resolve("model.tflite"))) {
      JsonNode found = json(Run.of("evaluate", file, "--data", data, "--format", "json"));
      assertThat(found.path("pixelAccuracy").asDouble()).as("%s", file).isEqualTo(0.25);
    }
    JsonNode overridden = json(evaluate("--mean", "0,0,0"));
    assertThat(overridden.path("pixelAccuracy").asDouble()).isEqualTo(0.75);
  }

  @Test
  void sizesMayBeFixed() throws IOException {
    String open = COLOURS.replace("1,3,2,4", "1,3,H,W");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(open)), model);
    for (String runtime : List.of("onnxruntime", "tflite")) {
      JsonNode found = json(evaluate("--runtime", runtime, "--input-shape", "x=1x3x4x8"));
      assertThat(found.path("classes").path(0).path("iou").asDouble()).as(runtime).isEqualTo(1);
    }
    Run without = evaluate("--runtime", "tflite");
    assertThat(without.exit()).isEqualTo(Exit.TARGET);
    assertThat(without.err()).contains("--input-shape");
    Path out = folder.resolve("out");
    Run.of("compile", model, "-o", out, "--input-shape", "x=1x3x2x4", "--no-verify");
    Path lite = out.resolve("model.tflite");
    Run other = Run.of("evaluate", lite, "--data", data, "--input-shape", "x=1x4x8x3");
    assertThat(other.exit()).isEqualTo(Exit.USAGE);
    assertThat(other.err()).contains("does not fit the input x: f32[1,2,4,3]");
  }

  @Test
  void numbersMayStandApart() throws IOException {
    JsonNode found = json(evaluate("--mean", "90", "0", "0", "--std", "1", "1", "4"));
    assertThat(found.path("pixelAccuracy").asDouble()).isEqualTo(0.25);
    JsonNode joined = json(evaluate("--std", "1,1,4"));
    assertThat(joined.path("pixelAccuracy").asDouble()).isEqualTo(0.5);
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    assertThat(Run.of("evaluate", model).err()).contains("--data is missing");
    assertThat(evaluate("--std", "1", "0", "1").err()).contains("--std is above 0");
    assertThat(evaluate("--mean", "1", "x", "1").err()).contains("--mean takes numbers, not 'x'");
    assertThat(evaluate("--scale", "1/0").err()).contains("neither 0 nor infinite");
    assertThat(evaluate("--ignore", "void").err()).contains("not 'void'");
    assertThat(evaluate("--layout", "coco").exit()).isEqualTo(Exit.USAGE);
    Run absent = Run.of("evaluate", model, "--data", folder.resolve("nowhere"));
    assertThat(absent.exit()).isEqualTo(Exit.USAGE);
    assertThat(absent.err()).contains("nowhere");
    Files.delete(data.resolve("label/a.png"));
    Run alone = Run.of("evaluate", model, "--data", data);
    assertThat(alone.exit()).isEqualTo(Exit.INPUT);
    assertThat(alone.err())
        .contains("there is no label picture for image/a.png")
        .contains("reason_code=invalid_data");
  }

  @Test
  void modelsThatAreNoSegmentationAreRefused() throws IOException {
    Path other = folder.resolve("other.onnx");
    String text =
        "graph @g(%x: f32[1,10]) {\\n  %y = relu(%x)\\n  return %y\\n}".translateEscapes();
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), other);
    Run run = Run.of("evaluate", other, "--data", data, "--format", "json");
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.out()).contains("\"reason_code\" : \"not_evaluable\"");
  }
}
