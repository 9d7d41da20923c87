package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooCommandTest {
  private static final String NAME = "shufflenet-v2";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("new/model.onnx");
  }

  private Run build(Object... options) {
    Object[] args = new Object[options.length + 5];
    System.arraycopy(new Object[] {"zoo", "build", NAME, "-o", file}, 0, args, 0, 5);
    System.arraycopy(options, 0, args, 5, options.length);
    return Run.of(args);
  }

  @Test
  void listsEveryNetwork() {
    Run run = Run.of("zoo", "list");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).hasSize(1 + Zoo.all().size());
    assertThat(run.out())
        .containsPattern("topformer-base-ade +5\\.06 M +1\\.752 G +512x512 +150 +TopFormer-B");
    Zoo.all().forEach(a -> assertThat(run.out()).contains(a.name() + " ", a.description()));
    assertThat(Run.of("zoo")).isEqualTo(run);
  }

  @Test
  void listsAsJson() throws IOException {
    Run run = Run.of("zoo", "list", "--format", "json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode rows = new ObjectMapper().readTree(run.out());
    assertThat(rows).hasSameSizeAs(Zoo.all());
    JsonNode row = rows.get(rows.size() - 1);
    assertThat(row.get("name").asText()).isEqualTo("rtseg-small");
    assertThat(row.get("parameters").asLong()).isEqualTo(340_003);
    assertThat(row.get("height").asInt()).isEqualTo(180);
  }

  @Test
  void aSupernetPassesEveryChannelAndLeavesItsBlocksOpen() {
    Path supernet = folder.resolve("supernet.onnx");
    Run run = Run.of("zoo", "build", "rtseg-small", "-o", supernet, "--input", "64x64", "--masks");
    assertThat(run.exit()).as(run.err()).isZero();
    Run found = Run.of("inspect", supernet);
    assertThat(found.out())
        .contains("parameters  340,003", "choices     4", "0 of 16 channels masked");
  }

  @Test
  void buildsTheNetworkAsPublished() throws IOException {
    Run run = build();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("2,278,604 parameters", "144,907,992 multiply-accumulates");
    Graph graph = OnnxReader.read(file).graph();
    assertThat(graph.inputs().get("image").shape()).containsExactly(1, 3, 224, 224);
    assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof ChannelMask);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void classesSizeAndOperatorSetCanBeChosen() {
    assertThat(build("--classes", "7", "--input", "64x96", "--opset", "13").exit()).isZero();
    Graph graph = OnnxReader.read(file).graph();
    assertThat(graph.inputs().get("image").shape()).containsExactly(1, 3, 64, 96);
    assertThat(graph.type("fc").shape()).containsExactly(1, 7);
  }

  @Test
  void theSeedDecides() throws IOException {
    build("--input", "32x32", "--seed", "3");
    byte[] first = Files.readAllBytes(file);
    build("--input", "32x32", "--seed", "3");
    assertThat(file).hasBinaryContent(first);
    build("--input", "32x32", "--seed", "4");
    assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
  }

  @Test
  void masksAreTakenOutByCompile() throws IOException {
    Run run = build("--masks", "--keep", "0.25", "--random-statistics", "--input", "64x64");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(OnnxReader.read(file).graph().nodes())
        .anyMatch(node -> node.op() instanceof ChannelMask);
    Path out = folder.resolve("out");
    Run compiled = Run.of("compile", file, "-o", out, "--emit", "onnx");
    assertThat(compiled.exit()).as(compiled.err()).isZero();
    assertThat(Reports.in(out).at("/channels/kept").asInt()).isZero();
    assertThat(Reports.in(out).at("/outputs/0/parameters").asInt()).isLessThan(600_000);
  }

  @ParameterizedTest
  @CsvSource({
    "zoo build,                                    NAME is missing",
    "zoo build resnet18,                           -o is missing",
    "zoo build resnet -o x.onnx,                   there is no network 'resnet'; did you mean"
        + " resnet",
    "zoo lost,                                     'lost'; did you mean list?",
    "zoo list resnet18,                            unexpected 'resnet18'",
    "zoo build resnet18 -o x.onnx --input 64,      --input is HxW such as 512x1024",
    "zoo build resnet18 -o x.onnx --input 0x64,    --input is HxW such as 512x1024",
    "zoo build resnet18 -o x.onnx --classes 0,     --classes is from 1",
    "zoo build resnet18 -o x.onnx --keep 0.5,      --keep needs --masks",
    "zoo build resnet18 -o x.onnx --opset 3,       --opset is from 7 to 22",
    "zoo build vit-b-16 -o x.onnx --input 8x8,     vit-b-16 cannot have pictures of 8x8",
  })
  void saysWhatIsWrong(String line, String message) {
    Run run = Run.of((Object[]) line.split(" "));
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(Path.of("x.onnx")).doesNotExist();
  }
}
