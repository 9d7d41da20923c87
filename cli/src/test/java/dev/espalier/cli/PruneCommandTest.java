package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneCommandTest {
  private static final String PLAIN =
      """
      graph @plain(%x: f32[1,3,8,8]) {
        %c = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %r = relu(%c)
        %d = conv(%r, f32[8,8,1,1]#rand(3))
        %s = relu(%d)
        %y = conv(%s, f32[4,8,1,1]#rand(4))
        return %y
      }
      """;

  @TempDir Path folder;

  private Path model;
  private Path masked;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(PLAIN, folder.resolve("plain.onnx"));
    masked = folder.resolve("new/masked.onnx");
  }

  private int channelsLeft(String... options) throws IOException {
    Object[] args = new Object[options.length + 4];
    args[0] = "prune";
    args[1] = model;
    args[2] = "-o";
    args[3] = masked;
    System.arraycopy(options, 0, args, 4, options.length);
    Run pruned = Run.of(args);
    assertThat(pruned.exit()).as(pruned.err()).isZero();
    Run compiled = Run.of("compile", masked, "-o", folder.resolve("out"));
    assertThat(compiled.exit()).as(compiled.err()).isZero();
    return Reports.in(folder.resolve("out")).at("/outputs/0/parameters").asInt();
  }

  private static int parameters(int first, int second) {
    return 27 * first + first + first * second + 4 * second;
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "random", "l1", "fpgm"})
  void keepsAShareOfEachGroup(String method) throws IOException {
    assertThat(channelsLeft("--method", method, "--keep", "0.5")).isEqualTo(parameters(4, 4));
  }

  @Test
  void keepsExcludedAndAlignedChannels() throws IOException {
    assertThat(channelsLeft("--keep", "0.3", "--align", "4", "--exclude", "c"))
        .isEqualTo(parameters(8, 4));
  }

  @Test
  void leavesOnlyTheMaskedModel() throws IOException {
    assertThat(Run.of("prune", model, "-o", masked).out())
        .contains("8 of 16 channels of 2 coupled");
    try (var files = Files.list(masked.getParent())) {
      assertThat(files).containsExactly(masked);
    }
  }

  @Test
  void saysWhatSlimmingNeeds() {
    Run run = Run.of("prune", model, "-o", masked, "--method", "slimming");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("slimming needs batch normalisations");
    assertThat(masked.getParent()).doesNotExist();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Run method = Run.of("prune", model, "-o", masked, "--method", "l2");
    assertThat(method.exit()).isEqualTo(Exit.USAGE);
    assertThat(method.err()).contains("uniform, random, l1, fpgm, slimming");
    Run node = Run.of("prune", model, "-o", masked, "--exclude", "nobody");
    assertThat(node.exit()).isEqualTo(Exit.USAGE);
    assertThat(node.err()).contains("no node or value 'nobody'");
    assertThat(Run.of("prune", model, "-o", masked, "--keep", "0").exit()).isEqualTo(Exit.USAGE);
    assertThat(Run.of("prune", model, "-o", masked, "--keep", "1.5").exit()).isEqualTo(Exit.USAGE);
    assertThat(Run.of("prune", model, "-o", masked, "--budget-ms", "5").err())
        .contains("--device is missing");
    assertThat(masked).doesNotExist();
  }

  @Test
  void neverOverwritesItsInput() throws IOException {
    byte[] before = Files.readAllBytes(model);
    Run run = Run.of("prune", model, "-o", model);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("it is the input model");
    assertThat(model).hasBinaryContent(before);
  }
}
