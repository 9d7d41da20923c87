package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import dev.espalier.passes.SharedData;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.text.LitePrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other converters wrote. */
class RealFilesTest {
  @TempDir private Path folder;

  private static TfliteFile open(String name) {
    return TfliteReader.open(SharedData.file("models/tflite/" + name + ".tflite"));
  }

  @ParameterizedTest
  @CsvSource({
    "mediapipe-selfie_segmentation, 246, 'f32[1,256,256,3]', 'f32[1,256,256,1]', 2.2.0",
    "portrait-deeplabv3-mnv2dm05-513-float, 70, 'f32[1,513,513,3]', 'f32[1,513,513,2]', 1.7.0",
    "portrait-prisma-256, 159, 'f32[1,256,256,3]', 'f32[1,65536]', 1.14.0"
  })
  void whatIsInThem(String name, int operators, String in, String out, String runtime) {
    LiteModel model = open(name).model();
    assertThat(model.ops()).hasSize(operators);
    assertThat(model.tensor(model.inputs().get(0).tensor()).type()).isEqualTo(in);
    assertThat(model.tensor(model.outputs().get(0).tensor()).type()).isEqualTo(out);
    assertThat(OperatorVersions.minRuntime(OperatorVersions.assign(model)))
        .hasToString("Optional[" + runtime + "]");
    assertThat(LitePrinter.print(model).lines().filter(line -> line.startsWith("  %")))
        .hasSize(operators);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portrait-deeplabv3-mnv2dm05-513-float", "portrait-prisma-256"})
  void ourFileOfThemHasTheSameContents(String name) throws IOException {
    LiteModel model = open(name).model();
    Path file = folder.resolve("own.tflite");
    TfliteWriter.write(model, file);
    LiteModel own = TfliteReader.readWritten(file);
    assertThat(own.ops()).isEqualTo(model.ops());
    assertThat(types(own)).isEqualTo(types(model));
    assertThat(contents(own)).isEqualTo(contents(model));
  }

  private static List<String> types(LiteModel model) {
    return model.tensors().stream().map(LiteTensor::type).toList();
  }

  private static List<String> contents(LiteModel model) {
    return model.tensors().stream().flatMap(t -> t.data().stream()).map(Tensor::digest).toList();
  }

  @Test
  void versionsAreThoseOfTheConverterWhereItSetThem() {
    LiteModel model = open("portrait-deeplabv3-mnv2dm05-513-float").model();
    assertThat(OperatorVersions.assign(model).ops()).isEqualTo(model.ops());
  }

  @Test
  void oldFilesAreRemarkedUpon() {
    assertThat(open("portrait-prisma-256").remarks())
        .extracting(Lint::rule)
        .contains("file/no-signature", "file/unaligned-buffer");
  }

  @Test
  void customOperatorsHaveTheirName() {
    LiteModel model = open("mediapipe-selfie_segmentation").model();
    assertThat(model.ops())
        .filteredOn(op -> !op.custom().isEmpty())
        .singleElement()
        .extracting(LiteOp::name)
        .isEqualTo("CUSTOM Convolution2DTransposeBias");
  }
}
