package dev.espalier.accuracy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.score.Preprocessing.Channels;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {
  private static final Preprocessing SOME =
      new Preprocessing(Channels.bgr, List.of(1.5, 2.0, 3.0), List.of(4.0, 5.0, 6.0), 0.25);
  private static final Graph GRAPH =
      IrParser.parse("graph @g(%x: f32[1,3,4,4]) {\n  %y = relu(%x)\n  return %y\n}");

  @TempDir private Path folder;

  private Path onnx(Map<String, String> metadata) throws IOException {
    Path file = folder.resolve("m.onnx");
    new OnnxWriter().withMetadata(metadata).write(OnnxModel.of(GRAPH), file);
    return file;
  }

  @Test
  void isFoundInOnnxFiles() throws IOException {
    Path file = onnx(Map.of("author", "somebody", Preprocessing.KEY, SOME.json()));
    assertThat(ModelMetadata.preprocessing(file)).contains(SOME);
    assertThat(ModelMetadata.preprocessing(onnx(Map.of("author", "somebody")))).isEmpty();
  }

  @Test
  void isFoundInTfliteFiles() throws IOException {
    LiteModel model = TfliteExporter.export(GRAPH, TfliteOptions.DEFAULTS).model();
    Path file = folder.resolve("m.tflite");
    TfliteWriter.write(
        model.withMetadata(Map.of(Preprocessing.KEY, SOME.json().getBytes(StandardCharsets.UTF_8))),
        file);
    assertThat(ModelMetadata.preprocessing(file)).contains(SOME);
  }

  @Test
  void textIsStable() {
    assertThat(SOME.json())
        .isEqualTo(
            "{\"channels\":\"bgr\",\"mean\":[1.5,2.0,3.0],\"std\":[4.0,5.0,6.0],\"scale\":0.25}");
  }

  @Test
  void otherTextIsRefused() throws IOException {
    for (String text :
        List.of(
            "nothing",
            "{\"channels\":\"rgb\"}",
            SOME.json().replace("6.0", "0.0"),
            SOME.json().replace("bgr", "rbg"))) {
      Path file = onnx(Map.of(Preprocessing.KEY, text));
      assertThatThrownBy(() -> ModelMetadata.preprocessing(file))
          .as(text)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("m.onnx: the metadata entry espalier.preprocessing");
    }
  }

  @Test
  void valuesFollowTheFormula() {
    float[] green = SOME.table(1);
    assertThat(green).hasSize(256);
    assertThat(green[200]).isEqualTo((float) ((200 - 2.0) / 5.0 * 0.25));
    assertThat(SOME.part(0)).isEqualTo(2);
    assertThat(Preprocessing.NONE.part(0)).isZero();
    assertThat(Preprocessing.NONE.table(2)[77]).isEqualTo(77);
  }
}
