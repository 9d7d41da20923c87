package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.text.IrFiles;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealModelsTextAndCountsTest {
  private static Graph read(String name) {
    return OnnxReader.read(SharedData.file("models/onnx/" + name + ".onnx")).graph();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "ppocrv3-det", "pan-mobilenetv3s", "mobilenetv2-dwbc"})
  void textAndConstantsAreReadBack(String name, @TempDir Path folder) throws IOException {
    Graph graph = read(name);
    Path text = folder.resolve("model.ir");
    IrFiles.write(graph, text);
    Graph again = IrFiles.read(text);
    assertThat(IrPrinter.print(again)).isEqualTo(IrPrinter.print(graph));
    assertThat(again.inputs()).isEqualTo(graph.inputs());
    assertThat(again.outputs()).isEqualTo(graph.outputs());
    assertThat(again.assumptions()).isEqualTo(graph.assumptions());
  }

  /** The layer list of MobileNetV2 was made independently of the model file. */
  @Test
  void countsOfMobileNetAreThoseOfItsLayerList() throws IOException {
    String list = Files.readString(SharedData.file("arch/mobilenetv2-cls.json"));
    MacCount count = MacCounter.count(read("mobilenetv2-dwbc"));
    assertThat(count.parameters()).isEqualTo(total(list, "params"));
    assertThat(count.total()).isEqualTo(Dim.of(total(list, "macs_total")));
    assertThat(count.mmcvLike()).isEqualTo(Dim.of(total(list, "mmcv_like")));
  }

  private static long total(String list, String field) {
    Matcher totals =
        Pattern.compile("\"totals\"\\s*:\\s*\\{[^}]*?\"" + field + "\"\\s*:\\s*([0-9]+)")
            .matcher(list);
    assertThat(totals.find()).as(field).isTrue();
    return Long.parseLong(totals.group(1));
  }
}
