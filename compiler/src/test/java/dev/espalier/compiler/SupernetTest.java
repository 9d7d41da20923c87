package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxOrigin;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supernets with choices, from file to file, proven equal by the runtime. */
class SupernetTest {
  @TempDir Path folder;

  private CompileReport compile(String text) throws Exception {
    Graph graph = IrParser.parse(text);
    Path supernet = folder.resolve("supernet.onnx");
    new OnnxWriter().write(new OnnxModel(graph, OnnxOrigin.none(graph)), supernet);
    CompileResult result =
        new CompileJob(supernet, folder.resolve("out"), CompileOptions.DEFAULTS).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence()).isNotEmpty().allMatch(row -> row.pass());
    return result.report();
  }

  private Graph compiled() {
    return OnnxReader.read(folder.resolve("out").resolve(Format.ONNX.file())).graph();
  }

  private static String choice(String logits) {
    return """
    graph @g(%%x: f32[1,4,16,16]) {
      %%s = conv(%%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
      %%a = conv(%%s, f32[8,8,3,3]#rand(3), f32[8]#rand(4)) {pads=[1,1,1,1]}
      %%b0 = conv(%%s, f32[8,8,1,1]#rand(5), f32[8]#rand(6))
      %%b = sigmoid(%%b0)
      %%c = choice(%%s, %%a, %%b, f32[3]#[%s])
      %%y = conv(%%c, f32[5,8,1,1]#rand(7))
      return %%y
    }
    """
        .formatted(logits);
  }

  @Test
  void onlyTheChosenBranchIsLeft() throws Exception {
    CompileReport report = compile(choice("0.1, 0.2, 0.9"));
    assertThat(compiled().nodes())
        .extracting(node -> node.op().mnemonic())
        .containsExactly("conv", "conv", "sigmoid", "conv");
    assertThat(report.choices()).hasSize(1);
    assertThat(report.choices().get(0).kept()).isEqualTo("b");
    assertThat(report.choices().get(0).dropped()).containsExactly("s", "a");
  }

  @Test
  void aSkippedBlockLeavesNothing() throws Exception {
    compile(choice("0.9, 0.2, 0.1"));
    assertThat(compiled().nodes())
        .extracting(node -> node.op().mnemonic())
        .containsExactly("conv", "conv");
  }

  @Test
  void aOneHotSumIsAChoice() throws Exception {
    compile(
        """
        graph @g(%x: f32[1,4,16,16]) {
          %s = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
          %a = conv(%s, f32[8,8,3,3]#rand(3), f32[8]#rand(4)) {pads=[1,1,1,1]}
          %b0 = conv(%s, f32[8,8,1,1]#rand(5), f32[8]#rand(6))
          %b = sigmoid(%b0)
          %h0 = mul(%s, f32[]#[0])
          %h1 = mul(%a, f32[]#[1])
          %h2 = mul(f32[]#[0], %b)
          %p = add(%h0, %h1)
          %c = add(%p, %h2)
          %y = conv(%c, f32[5,8,1,1]#rand(7))
          return %y
        }
        """);
    assertThat(compiled().nodes())
        .extracting(node -> node.op().mnemonic())
        .containsExactly("conv", "conv", "conv");
  }

  @Test
  void aNetworkThatIsMaskedAsAWholeIsAConstant() throws Exception {
    CompileReport report =
        compile(
            """
            graph @g(%x: f32[1,4,16,16]) {
              %s = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
              %m = channel_mask(%s, f32[8]#zeros)
              %r = relu(%m)
              %y = conv(%r, f32[5,8,3,3]#rand(7), f32[5]#rand(8)) {pads=[1,1,1,1]}
              return %y
            }
            """);
    assertThat(report.outputs().get(0).macs()).isZero();
    assertThat(report.channels().ledger()).hasSize(1);
  }

  @Test
  void choicesWithinChoicesAndMasksWithinThemAreResolved() throws Exception {
    compile(
        """
        graph @g(%x: f32[1,4,16,16]) {
          %s = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
          %a = conv(%s, f32[8,8,3,3]#rand(3), f32[8]#rand(4)) {pads=[1,1,1,1]}
          %m = channel_mask(%a, f32[8]#[1, 0, 1, 1, 0, 1, 1, 1])
          %i = choice(%s, %m, f32[2]#[0, 1])
          %j = conv(%i, f32[8,8,3,3]#rand(5)) {pads=[1,1,1,1]}
          %o = choice(%i, %j, f32[2]#[1, 0])
          %y = conv(%o, f32[5,8,1,1]#rand(7))
          return %y
        }
        """);
    assertThat(compiled().nodes()).hasSize(3);
    assertThat(compiled().type(compiled().nodes().get(1).result()).dim(1).value()).isEqualTo(6);
  }

  @Test
  void whatIsExactButForRoundingIsNoted() throws Exception {
    CompileReport report =
        compile(
            """
            graph @g(%x: f32[1,3,16,16]) {
              %a = conv(%x, f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
              %m = channel_mask(%a, f32[6]#cycle[1, 0])
              %b = batch_normalization(%m, f32[6]#ones, f32[6]#fill(0.5), f32[6]#zeros, f32[6]#ones)
              %n = instance_normalization(%b, f32[6]#ones, f32[6]#rand(2))
              %y = conv(%n, f32[5,6,1,1]#rand(3))
              return %y
            }
            """);
    assertThat(report.channels().folded()).isEqualTo(3);
    assertThat(report.notes()).anyMatch(note -> note.startsWith("%n: 3 removed channels"));
  }
}
