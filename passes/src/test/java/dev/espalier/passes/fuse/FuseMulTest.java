package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseMulTest {

  private static String behindConv(String bias, String line) {
    return """
    graph @g(%x: f32[N,3,5,4]) {
      %y = conv(%x, f32[4,3,3,3]#rand(7)BIAS) {pads=[1,1,1,1]}
      %z = LINE
      return %z
    }
    """
        .replace("BIAS", bias)
        .replace("LINE", line);
  }

  private static String fused(String bias) {
    return """
    graph @g(%x: f32[N,3,5,4]) {
      %z = conv(%x, f32[4,3,3,3]BIAS) {pads=[1,1,1,1]} : f32[N,4,5,4]
      return %z
    }
    """
        .replace("BIAS", bias);
  }

  @Test
  void factorsOfAnyShapePerChannel() {
    for (String factor :
        new String[] {
          "f32[4,1,1]#rand(1)",
          "f32[1,4,1,1]#rand(1)",
          "f32[]#[2.5]",
          "f32[1]#[2.5]",
          "f32[1,1,1,1]#[2.5]"
        }) {
      PassAssert.on(new FuseMul(), behindConv("", "mul(%y, " + factor + ")")).gives(fused(""));
      PassAssert.on(new FuseMul(), behindConv("", "mul(" + factor + ", %y)")).gives(fused(""));
    }
  }

  @Test
  void theBiasIsScaled() {
    PassAssert.on(new FuseMul(), behindConv(", f32[4]#rand(8)", "mul(%y, f32[4,1,1]#rand(1))"))
        .gives(fused(", f32[4]"));
  }

  @Test
  void divisors() {
    PassAssert.on(new FuseMul(), behindConv(", f32[4]#rand(8)", "div(%y, f32[4,1,1]#rand(1))"))
        .gives(fused(", f32[4]"));
  }

  @Test
  void intoAMatrixProductOfHigherRank() {
    PassAssert.on(
            new FuseMul(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(1))
              %b = add(%y, f32[4]#rand(2))
              %z = mul(%b, f32[4]#rand(3))
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
  void intoLayerAndInstanceNorm() {
    PassAssert.on(
            new FuseMul(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = layer_normalization(%x, f32[3]#rand(1), f32[3]#rand(2)) {axis=2}
              %z = mul(%y, f32[3]#rand(3))
              return %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,5,3]) {
              %z = layer_normalization(%x, f32[3], f32[3]) {axis=2} : f32[N,5,3]
              return %z
            }
            """);
    PassAssert.on(
            new FuseMul(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = instance_normalization(%x, f32[5]#rand(1), f32[5]#rand(2))
              %z = mul(%y, f32[5,1]#rand(3))
              return %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,5,3]) {
              %z = instance_normalization(%x, f32[5], f32[5]) : f32[N,5,3]
              return %z
            }
            """);
  }

  @Test
  void refusesOtherShapes() {
    for (String factor :
        new String[] {"f32[4]#rand(1)", "f32[5,1]#rand(1)", "f32[4,5,4]#rand(1)"}) {
      PassAssert.on(new FuseMul(), behindConv("", "mul(%y, " + factor + ")"))
          .refuses("%y: not one number per channel of axis 1");
    }
  }

  @Test
  void refusesAFactorThatMakesTheResultLarger() {
    String one = behindConv("", "mul(%y, f32[2,4,1,1]#rand(1))").replace("N,", "1,");
    PassAssert.on(new FuseMul(), one).refuses("not one number per channel");
    String rank = behindConv("", "mul(%y, f32[1,1,4,1,1]#rand(1))");
    PassAssert.on(new FuseMul(), rank).refuses("not one number per channel");
    String channel =
        behindConv("", "mul(%y, f32[4,1,1]#rand(1))").replace("f32[4,3,3,3]", "f32[1,3,3,3]");
    PassAssert.on(new FuseMul(), channel).refuses("not one number per channel");
  }

  @Test
  void refusesADivisionOfAConstant() {
    PassAssert.on(new FuseMul(), behindConv("", "div(f32[]#[2], %y)"))
        .refuses("%z has no constant factor");
  }

  @Test
  void refusesADivisionByZero() {
    PassAssert.on(new FuseMul(), behindConv("", "div(%y, f32[]#[0])"))
        .refuses("the factors are not finite");
  }

  @Test
  void refusesTwoVariables() {
    PassAssert.on(new FuseMul(), behindConv("", "mul(%y, %y)"))
        .refuses("%z has no constant factor");
  }

  @Test
  void refusesIntegers() {
    PassAssert.on(
            new FuseMul(),
            """
            graph @g(%x: i64[5,3]) {
              %y = mat_mul(%x, %w=i64[3,4]#rand(1))
              %z = div(%y, i64[]#[3])
              return %z
            }
            """)
        .refuses("the weight %w holds integers");
  }
}
