package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier verify A B --reduce -o DIR}. */
class VerifyReduceTest {
  private static final String NETWORK =
      """
      graph @net(%x: f32[1,3,8,8]) {
        %a = conv(%x, f32[4,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %b = relu(%a)
        %c = conv(%b, f32[4,4,3,3]#rand(2)) {pads=[1,1,1,1]}
        %m = channel_mask(%c, f32[4]#[1, 0, 1, 1])
        %d = add(%m, %b)
        %e = relu(%d)
        %y = conv(%e, f32[2,4,1,1]#rand(3))
        return %y
      }
      """;

  @TempDir Path folder;

  private Path model;
  private Path other;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(NETWORK, folder.resolve("model.onnx"));
    other =
        TinyModels.write(
            NETWORK.replace("f32[4,4,3,3]#rand(2)", "f32[4,4,3,3]#rand(9)"),
            folder.resolve("other.onnx"));
    out = folder.resolve("out");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesTheSmallestPartsThatDiffer() throws IOException {
    Run run = Run.of("verify", model, other, "--reduce", "-o", out);
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.out())
        .contains("first difference: c on input", "reduced to c from b: a.onnx (1 operator)");
    assertThat(names(out))
        .containsExactly("a.ir", "a.onnx", "b.ir", "b.onnx", "difference.json", "inputs");
    Graph part = IrParser.parse(Files.readString(out.resolve("a.ir")));
    assertThat(part.nodes()).hasSize(1);
    assertThat(part.inputs()).containsOnlyKeys("b");
  }

  @Test
  void theCommandItTellsComparesThePartsAgain() throws IOException {
    Run.of("verify", model, other, "--reduce", "-o", out);
    JsonNode json = new ObjectMapper().readTree(out.resolve("difference.json").toFile());
    assertThat(json.get("value").asText()).isEqualTo("c");
    assertThat(json.at("/a/operators").asInt()).isEqualTo(1);
    assertThat(json.at("/rows/0/pass").asBoolean()).isFalse();
    List<String> words = List.of(json.get("again").asText().split(" ", -1));
    assertThat(words)
        .containsExactly("espalier", "verify", "a.onnx", "b.onnx", "--samples", "inputs");
    List<Object> command = new ArrayList<>(List.of("verify"));
    command.addAll(List.of(out.resolve("a.onnx"), out.resolve("b.onnx")));
    command.addAll(List.of("--samples", out.resolve("inputs")));
    Run again = Run.of(command.toArray());
    assertThat(again.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(again.out()).contains("DIFFERENT c: ", "on 10 inputs");
  }

  @Test
  void equalModelsLeaveNothing() throws IOException {
    Run run = Run.of("verify", model, model, "--reduce", "-o", out);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("nothing to reduce: no output differs; nothing is written");
    assertThat(out).doesNotExist();
  }

  @Test
  void withoutACommonValueNothingIsWritten() throws IOException {
    Path stranger = TinyModels.write(NETWORK.replace("%y", "%z"), folder.resolve("stranger.onnx"));
    Run run = Run.of("verify", model, stranger, "--reduce", "-o", out);
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.out()).contains("cannot be reduced: ", "nothing is written");
    assertThat(out).doesNotExist();
  }

  @Test
  void reducesATfliteFile() throws IOException {
    assertThat(Run.of("compile", other, "-o", folder.resolve("compiled")).exit()).isZero();
    Path lite = folder.resolve("compiled/model.tflite");
    Run run = Run.of("verify", model, lite, "--reduce", "-o", out, "--format", "json");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.CHECK_FAILED);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/reduced/b/file").asText()).isEqualTo("b.tflite");
    assertThat(json.at("/reduced/a/operators").asInt()).isLessThanOrEqualTo(4);
    assertThat(json.at("/reduced/b/operators").asInt()).isLessThanOrEqualTo(4);
    Run again =
        Run.of(
            "verify",
            out.resolve("a.onnx"),
            out.resolve("b.tflite"),
            "--samples",
            out.resolve("inputs"));
    assertThat(again.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(Files.readString(out.resolve("b.ir"))).contains("CONV_2D");
    Path turned = folder.resolve("turned");
    Run other = Run.of("verify", lite, model, "--reduce", "-o", turned);
    assertThat(other.exit()).as(other.err()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(other.out()).contains("reduced to ");
    assertThat(names(turned)).contains("a.tflite", "a.ir", "b.onnx", "b.ir", "inputs");
  }

  @Test
  void replacesOnlyWhatAnEarlierRunWrote() throws IOException {
    assertThat(Run.of("verify", model, other, "--reduce", "-o", out).exit())
        .isEqualTo(Exit.CHECK_FAILED);
    Files.writeString(out.resolve("mine.txt"), "mine");
    assertThat(Run.of("verify", model, other, "--reduce", "-o", out).exit())
        .isEqualTo(Exit.CHECK_FAILED);
    assertThat(names(out)).contains("mine.txt", "a.onnx");
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createDirectory(taken.resolve("inputs"));
    Run refused = Run.of("verify", model, other, "--reduce", "-o", taken);
    assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    assertThat(refused.err()).contains("inputs: there is one, and it is not of an earlier run");
    Run itself =
        Run.of("verify", out.resolve("a.onnx"), out.resolve("b.onnx"), "--reduce", "-o", out);
    assertThat(itself.exit()).isEqualTo(Exit.USAGE);
    assertThat(itself.err()).contains("it is one of the models");
  }

  @Test
  void theFolderAndTheFlagBelongTogether() {
    Run without = Run.of("verify", model, other, "--reduce");
    assertThat(without.exit()).isEqualTo(Exit.USAGE);
    assertThat(without.err()).contains("-o is missing");
    Run alone = Run.of("verify", model, other, "-o", out);
    assertThat(alone.exit()).isEqualTo(Exit.USAGE);
    assertThat(alone.err()).contains("-o is for --reduce");
  }
}
