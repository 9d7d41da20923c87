package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseAddTest {

  private static String behindConv(String bias, String line) {
    return """
    graph @g(%x: f32[1,3,1,3]) {
      %y = conv(%x, f32[16,3,3,3]#rand(7)BIAS) {pads=[1,1,1,1]}
      %z = LINE
      return %z
    }
    """
        .replace("BIAS", bias)
        .replace("LINE", line);
  }

  private static final String WITH_BIAS =
      """
      graph @g(%x: f32[1,3,1,3]) {
        %z = conv(%x, f32[16,3,3,3], f32[16]) {pads=[1,1,1,1]} : f32[1,16,1,3]
        return %z
      }
      """;

  @Test
  void becomesTheBias() {
    for (String c : new String[] {"f32[16,1,1]#rand(1)", "f32[1,16,1,1]#rand(1)", "f32[]#[2]"}) {
      PassAssert.on(new FuseAdd(), behindConv("", "add(%y, " + c + ")")).gives(WITH_BIAS);
      PassAssert.on(new FuseAdd(), behindConv(", f32[16]#rand(8)", "add(" + c + ", %y)"))
          .gives(WITH_BIAS);
    }
  }

  @Test
  void differences() {
    PassAssert.on(new FuseAdd(), behindConv("", "sub(%y, f32[16,1,1]#rand(1))")).gives(WITH_BIAS);
    PassAssert.on(new FuseAdd(), behindConv(", f32[16]#rand(8)", "sub(f32[16,1,1]#rand(1), %y)"))
        .gives(WITH_BIAS);
  }

  @Test
  void intoTransposedConvolution() {
    PassAssert.on(
            new FuseAdd(),
            behindConv("", "add(%y, f32[6,1,1]#rand(1))")
                .replace("conv(%x, f32[16,3,", "conv_transpose(%x, f32[3,2,")
                .replace("{pads=[1,1,1,1]}", "{groups=3}"))
        .gives(
            """
            graph @g(%x: f32[1,3,1,3]) {
              %z = conv_transpose(%x, f32[3,2,3,3], f32[6]) {groups=3} : f32[1,6,3,5]
              return %z
            }
            """);
  }

  @Test
  void intoAMatrixProductOfRankTwo() {
    PassAssert.on(
            new FuseAdd(),
            """
            graph @g(%x: f32[N,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(7))
              %z = add(%y, f32[4]#rand(8))
              return %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3]) {
              %z = gemm(%x, f32[3,4], f32[4]) : f32[N,4]
              return %z
            }
            """);
  }

  @Test
  void summandsBehindAProductOfHigherRankAreOne() {
    PassAssert.on(
            new FuseAdd(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(7))
              %a = add(%y, f32[4]#rand(8))
              %z = sub(%a, f32[4]#rand(9))
              return %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,5,3]) {
              %z.product = mat_mul(%x, f32[3,4]) : f32[N,5,4]
              %z = add(%z.product, f32[4]) : f32[N,5,4]
              return %z
            }
            """);
  }

  @Test
  void refusesOtherShapes() {
    for (String c : new String[] {"f32[3]#rand(1)", "f32[16,1,3]#rand(1)", "f32[16,3,3]#rand(1)"}) {
      PassAssert.on(new FuseAdd(), behindConv("", "add(%y, " + c + ")"))
          .refuses("%y: not one number per channel of axis 1");
    }
    for (String c : new String[] {"f32[2,16,1,1]#rand(1)", "f32[1,1,16,1,1]#rand(1)"}) {
      PassAssert.on(new FuseAdd(), behindConv("", "add(%y, " + c + ")"))
          .refuses("%y: not one number per channel of axis 1");
    }
  }

  @Test
  void refusesAResidual() {
    PassAssert.on(
            new FuseAdd(),
            behindConv("", "relu(%y)").replace("return %z", "%s = add(%z, %y) return %s"))
        .refuses("%s has no constant summand");
  }

  @Test
  void refusesAResultThatOthersReadOrASharedWeight() {
    String text = behindConv("", "add(%y, f32[]#[2])");
    PassAssert.on(new FuseAdd(), text.replace("return %z", "return %z, %y"))
        .refuses("%y has another reader or is an output");
    PassAssert.on(
            new FuseAdd(),
            text.replace("f32[16,3,3,3]#rand(7)", "%w=f32[16,3,3,3]#rand(7)")
                .replace("return %z", "%v = conv(%x, %w) {pads=[1,1,1,1]} return %z, %v"))
        .refuses("the weight %w has other readers");
  }

  @Test
  void refusesASummandBehindAProductOfHigherRank() {
    PassAssert.on(
            new FuseAdd(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(7))
              %z = add(%y, f32[4]#rand(8))
              return %z
            }
            """)
        .refuses("%y has no bias and is not of rank 2");
  }

  @Test
  void refusesTheStartOfAHardSigmoid() {
    String text =
        """
        graph @g(%x: f32[N,3,4,4]) {
          %y = conv(%x, f32[4,3,1,1]#rand(7))
          %a = add(%y, f32[]#[3])
          %c = clip(%a) {min=0, max=6}
          %z = div(%c, f32[]#[6])
          return %z
        }
        """;
    PassAssert.on(new FuseAdd(), text).refuses("%a may start a hard sigmoid");
    PassAssert.on(
            new dev.espalier.passes.ApplyRules(
                FuseRules.all().toArray(new dev.espalier.passes.Rule<?>[0])),
            text)
        .gives(
            """
            graph @g(%x: f32[N,3,4,4]) {
              %y = conv(%x, f32[4,3,1,1]) : f32[N,4,4,4]
              %z = hard_sigmoid(%y) {alpha=0.16666666666666666, beta=0.5} : f32[N,4,4,4]
              return %z
            }
            """);
  }

  @Test
  void threeInFrontOfAReluIsABias() {
    PassAssert.on(
            new FuseAdd(),
            behindConv("", "add(%y, f32[]#[3])").replace("return %z", "%r = relu(%z) return %r"))
        .gives(WITH_BIAS.replace("  return %z", "  %r = relu(%z) : f32[1,16,1,3]\n  return %r"));
  }
}
