package dev.espalier.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.LayoutReport.Moved;
import dev.espalier.tflite.LayoutReport.Reason;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many transposes whole networks need, and why. */
class LayoutReportTest {
  private static final TfliteOptions ANY = TfliteOptions.DEFAULTS.withTarget(Target.ANY);

  private static final String CONVOLUTIONS =
      """
      graph @g(%x: f32[1,3,16,16]) {
        %a = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %b = relu(%a)
        %c = conv(%b, f32[8,1,3,3]#rand(3)) {pads=[1,1,1,1], groups=8}
        %d = add(%c, %b)
        %y = conv_transpose(%d, f32[8,4,2,2]#rand(4)) {strides=[2,2]}
        return %y
      }
      """;

  @Test
  void convolutionsWithChannelsLastNeedNone() {
    assertThat(report(CONVOLUTIONS, ANY)).isEqualTo(new LayoutReport(0, 0, List.of()));
  }

  @Test
  void convolutionsWithChannelsFirstNeedOneAtEachEnd() {
    LayoutReport report = report(CONVOLUTIONS, ANY.withIoLayout(IoLayout.NCHW));
    long input = 4 * 3 * 16 * 16;
    long output = 4 * 4 * 32 * 32;
    assertThat(report.reasons())
        .containsExactly(
            new Moved("a", input, Reason.IO_CONTRACT), new Moved("y", output, Reason.IO_CONTRACT));
    assertThat(report.transposes()).isEqualTo(2);
    assertThat(report.bytes()).isEqualTo(input + output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // softmax of channels
        """
        %a = conv(%x, f32[8,8,3,3]#rand(1)) {pads=[1,1,1,1]}
        %y = softmax(%a) {axis=1}
        """,
        // the classes of channels
        """
        %a = conv(%x, f32[8,8,1,1]#rand(1))
        %c = arg_max(%a) {axis=1}
        %y = cast(%c) {to=f32}
        """,
        // flattened for a classifier
        """
        %a = conv(%x, f32[8,8,3,3]#rand(1))
        %f = reshape(%a) {shape=[1,288]}
        %y = gemm(%f, f32[10,288]#rand(2), f32[10]#rand(3)) {transB=true}
        """,
        // squeeze and excitation
        """
        %a = conv(%x, f32[8,8,3,3]#rand(1)) {pads=[1,1,1,1]}
        %m = reduce_mean(%a) {axes=[2,3]}
        %s = conv(%m, f32[2,8,1,1]#rand(2), f32[2]#rand(3))
        %r = relu(%s)
        %e = conv(%r, f32[8,2,1,1]#rand(4), f32[8]#rand(5))
        %g = hard_sigmoid(%e) {alpha=0.2, beta=0.5}
        %y = mul(%a, %g)
        """,
        // squeeze and excitation by matrices
        """
        %a = conv(%x, f32[8,8,3,3]#rand(1)) {pads=[1,1,1,1]}
        %m = reduce_mean(%a) {axes=[2,3], keepDims=false}
        %s = gemm(%m, f32[2,8]#rand(2), f32[2]#rand(3)) {transB=true}
        %r = relu(%s)
        %e = gemm(%r, f32[8,2]#rand(4), f32[8]#rand(5)) {transB=true}
        %g = sigmoid(%e)
        %i = reshape(%g) {shape=[1,8,1,1]}
        %y = mul(%a, %i)
        """,
        // branches that are split, padded, sliced and joined
        """
        %a = conv(%x, f32[8,8,1,1]#rand(1))
        %b, %c = split(%a) {axis=1, sizes=[4,4]}
        %p = pad(%b) {pads=[0,0,1,1,0,0,1,1]}
        %s = slice(%p) {axes=[2,3], starts=[1,1], ends=[9,9], steps=[1,1]}
        %j = concat(%c, %s) {axis=1}
        %y = conv(%j, f32[8,8,1,1]#rand(2))
        """,
        // a slope per channel, and numbers that are broadcast
        """
        %a = conv(%x, f32[8,8,1,1]#rand(1))
        %p = prelu(%a, f32[8,1,1]#rand(2))
        %s = mul(%p, f32[8,8]#rand(3))
        %y = add(%s, f32[1,8,1,1]#rand(4))
        """,
        // interpolation and depth to space
        """
        %a = conv(%x, f32[8,8,1,1]#rand(1))
        %r = resize(%a) {axes=[2,3], sizes=[16,16], mode=linear}
        %d = depth_to_space(%r) {block=2}
        %y = max_pool(%d) {kernel=[2,2], strides=[2,2]}
        """
      })
  void imagesStayImages(String nodes) {
    String graph = "graph @g(%x: f32[1,8,8,8]) {\n" + nodes + "return %y\n}";
    LayoutReport report = report(graph, ANY);
    assertThat(report).isEqualTo(new LayoutReport(0, 0, List.of()));
  }

  @Test
  void headsOfTokensAreMovedFourTimes() {
    LayoutReport report =
        report(
            """
            graph @vit(%x: f32[1,16,32]) {
              %q0 = mat_mul(%x, f32[32,32]#rand(1))
              %k0 = mat_mul(%x, f32[32,32]#rand(2))
              %v0 = mat_mul(%x, f32[32,32]#rand(3))
              %q1 = reshape(%q0) {shape=[1,16,4,8]}
              %k1 = reshape(%k0) {shape=[1,16,4,8]}
              %v1 = reshape(%v0) {shape=[1,16,4,8]}
              %q = transpose(%q1) {permutation=[0,2,1,3]}
              %k = transpose(%k1) {permutation=[0,2,3,1]}
              %v = transpose(%v1) {permutation=[0,2,1,3]}
              %s0 = mat_mul(%q, %k)
              %s1 = mul(%s0, f32[]#[0.35])
              %s = softmax(%s1) {axis=3}
              %o0 = mat_mul(%s, %v)
              %o1 = transpose(%o0) {permutation=[0,2,1,3]}
              %o = reshape(%o1) {shape=[1,16,32]}
              %p = mat_mul(%o, f32[32,32]#rand(4))
              %y = add(%p, %x)
              return %y
            }
            """,
            ANY);
    assertThat(report.transposes()).isEqualTo(4);
    assertThat(report.bytes()).isEqualTo(4 * 4 * 16 * 32);
    assertThat(report.reasons()).extracting(Moved::reason).containsOnly(Reason.ATTENTION_HEADS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void headsOfAnImage(int heads) {
    LayoutReport report = report(attention(heads, 16 / heads), ANY);
    assertThat(report.transposes()).isLessThanOrEqualTo(heads == 1 ? 1 : 4);
    assertThat(report.bytes()).isEqualTo(report.transposes() * 4L * 16 * 64);
    assertThat(report.reasons()).extracting(Moved::reason).containsOnly(Reason.ATTENTION_HEADS);
  }

  private static String attention(int heads, int depth) {
    return """
        graph @topformer(%x: f32[1,16,8,8]) {
          %q0 = conv(%x, f32[16,16,1,1]#rand(1))
          %k0 = conv(%x, f32[16,16,1,1]#rand(2))
          %v0 = conv(%x, f32[16,16,1,1]#rand(3))
          %q1 = reshape(%q0) {shape=[1,HEADS,DEPTH,64]}
          %k = reshape(%k0) {shape=[1,HEADS,DEPTH,64]}
          %v1 = reshape(%v0) {shape=[1,HEADS,DEPTH,64]}
          %q = transpose(%q1) {permutation=[0,1,3,2]}
          %v = transpose(%v1) {permutation=[0,1,3,2]}
          %s0 = mat_mul(%q, %k)
          %s = softmax(%s0) {axis=3}
          %o0 = mat_mul(%s, %v)
          %o1 = transpose(%o0) {permutation=[0,1,3,2]}
          %o = reshape(%o1) {shape=[1,16,8,8]}
          %p = conv(%o, f32[16,16,1,1]#rand(4))
          %y = add(%p, %x)
          return %y
        }
        """
        .replace("HEADS", "" + heads)
        .replace("DEPTH", "" + depth);
  }

  @Test
  void aReshapeThatMergesAxesThatAreNotNextToEachOther() {
    LayoutReport report =
        report(
            """
            graph @g(%x: f32[1,8,4,4]) {
              %a = conv(%x, f32[8,8,1,1]#rand(1))
              %r = reshape(%a) {shape=[1,32,4]}
              %y = relu(%r)
              return %y
            }
            """,
            ANY);
    assertThat(report.reasons()).containsExactly(new Moved("r", 512, Reason.RESHAPE_ORDER));
  }

  @Test
  void anOperatorThatWorksInOneOrder() {
    LayoutReport report =
        report(
            """
            graph @g(%x: f32[1,8,4,4], %i: i32[3]) {
              %a = conv(%x, f32[8,8,1,1]#rand(1))
              %y = gather(%a, %i) {axis=2}
              return %y
            }
            """,
            ANY);
    assertThat(report.reasons()).containsExactly(new Moved("y", 512, Reason.OPAQUE_OP));
  }

  @Test
  void severalReadersInOneOrderShareATranspose() {
    LayoutReport report =
        report(
            """
            graph @g(%x: f32[1,8,4,4], %i: i32[3], %j: i32[2]) {
              %a = conv(%x, f32[8,8,1,1]#rand(1))
              %y = gather(%a, %i) {axis=2}
              %z = gather(%a, %j) {axis=3}
              return %y, %z
            }
            """,
            ANY);
    assertThat(report.transposes()).isEqualTo(1);
  }

  @Test
  void reasonsHaveTheirNamesInReports() {
    assertThat(Reason.values())
        .extracting(Reason::text)
        .containsExactly("io-contract", "attention-heads", "reshape-order", "opaque-op");
  }

  private static LayoutReport report(String graph, TfliteOptions options) {
    return TfliteExporter.export(IrParser.parse(graph), options).layout();
  }
}
