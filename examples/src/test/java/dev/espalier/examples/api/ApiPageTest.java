package dev.espalier.examples.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.CompileReport;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/api.md is {@link CompileInJava}, and does what it says. */
class ApiPageTest {
  private static final Path PAGE = Path.of("../docs/api.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/espalier/examples/api/CompileInJava.java");

  @TempDir private Path folder;

  @Test
  void thePageShowsTheExample() throws IOException {
    String example = Files.readString(EXAMPLE);
    String imports = example.substring(example.indexOf("import "));
    assertThat(Files.readString(PAGE)).contains("```java\n" + imports + "```\n");
  }

  @Test
  void theExampleDoesWhatItSays() throws IOException {
    Architecture small = Zoo.named("rtseg-small").orElseThrow();
    Graph graph = small.build(small.published().withSize(64, 64));
    Path model = folder.resolve("model.onnx");
    new OnnxWriter().write(OnnxModel.of(graph), model);

    Path supernet = folder.resolve("supernet.onnx");
    CompileInJava.prune(model, supernet);
    CompileReport report = CompileInJava.compile(supernet, folder.resolve("out"));
    Path smaller = folder.resolve("smaller.onnx");
    CompileInJava.runPasses(supernet, smaller);

    assertThat(report.outputs().get(0).parameters()).isLessThan(report.input().parameters());
    assertThat(OnnxReader.read(smaller).graph().nodes())
        .hasSize(OnnxReader.read(folder.resolve("out/model.onnx")).graph().nodes().size());
    assertThat(CompileInJava.computeTheSame(supernet, smaller)).isTrue();
    assertThat(CompileInJava.computeTheSame(model, smaller)).isFalse();
    assertThat(CompileInJava.milliseconds(folder.resolve("out/model.tflite")))
        .isEqualTo(report.latency().orElseThrow().predictedMs());
  }
}
