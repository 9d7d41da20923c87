package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activations and normalisations that are written out. */
class RecognizeTest {
  private static String graph(String lines) {
    return """
        graph @g(%x: f32[N,4,6]) {
          LINES
          return %y
        }
        """
        .replace("LINES", lines);
  }

  private static void gives(List<Rule<?>> rule, String operator, String... variants) {
    for (String lines : variants) {
      PassAssert.on(rule, graph(lines)).gives(graph("%y = " + operator + " : f32[N,4,6]"));
    }
  }

  private static void refuses(List<Rule<?>> rule, String... variants) {
    for (String lines : variants) {
      PassAssert.on(rule, graph(lines)).refuses("%y is none of the formulas");
    }
  }

  private static final String CLIP = "%a = add(%x, f32[]#[3]) %c = clip(%a) {min=0, max=6} ";

  @Test
  void hardSwishWithAClip() {
    gives(
        RecognizeHardSwish.all(),
        "hard_swish(%x)",
        CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        CLIP + "%m = mul(%c, %x) %y = div(%m, f32[1,1,1]#[6])",
        CLIP + "%m = mul(%c, %x) %y = mul(%m, f32[]#[0.16666666666666666])",
        CLIP + "%m = div(%c, f32[1]#[6]) %y = mul(%x, %m)",
        CLIP + "%m = mul(%x, f32[]#[0.16666666666666666]) %y = mul(%m, %c)",
        CLIP + "%m = div(%x, f32[]#[6]) %y = mul(%c, %m)");
  }

  @Test
  void hardSwishWithAHardSigmoid() {
    gives(
        RecognizeHardSwish.all(),
        "hard_swish(%x)",
        "%h = hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5} %y = mul(%x, %h)",
        "%h = hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5} %y = mul(%h, %x)");
  }

  @Test
  void notQuiteHardSwish() {
    refuses(
        RecognizeHardSwish.all(),
        CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6.001])",
        CLIP + "%m = mul(%a, %c) %y = div(%m, f32[]#[6])",
        CLIP.replace("[3]", "[2]") + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        CLIP.replace("max=6", "max=5") + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        CLIP + "%b = sin(%x) %m = mul(%b, %c) %y = div(%m, f32[]#[6])",
        CLIP + "%m = mul(%x, %c) %n = mul(%m, %c) %y = div(%n, f32[]#[6])",
        CLIP + "%m = mul(%x, %c) %y = div(f32[]#[6], %m)",
        "%a = add(%x, f32[6]#fill(3)) %c = clip(%a) {min=0, max=6} %m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        "%h = hard_sigmoid(%x) {alpha=0.2, beta=0.5} %y = mul(%x, %h)");
  }

  @Test
  void hardSwishWhosePartsOthersRead() {
    PassAssert.on(
            RecognizeHardSwish.all(),
            graph(CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])")
                .replace("return %y", "return %y, %c"))
        .gives(
            """
            graph @g(%x: f32[N,4,6]) {
              %a = add(%x, f32[]#[3]) : f32[N,4,6]
              %c = clip(%a) {min=0, max=6} : f32[N,4,6]
              %y = hard_swish(%x) : f32[N,4,6]
              return %y, %c
            }
            """);
  }

  @Test
  void hardSigmoid() {
    gives(
        RecognizeHardSigmoid.all(),
        "hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5}",
        CLIP + "%y = div(%c, f32[]#[6])",
        CLIP + "%y = mul(f32[]#[0.16666666666666666], %c)",
        CLIP.replace("%x, f32[]#[3]", "f32[]#[3], %x") + "%y = div(%c, f32[]#[6])");
    refuses(
        RecognizeHardSigmoid.all(),
        CLIP + "%y = div(%c, f32[]#[5])",
        CLIP + "%y = div(f32[]#[6], %c)",
        CLIP.replace("min=0", "min=-1") + "%y = div(%c, f32[]#[6])",
        CLIP
            + "%y = div(%c, f32[3,1,4,6]#fill(6))"
                .replace("f32[3,1,4,6]#fill(6)", "f32[6]#fill(6)"));
  }

  @Test
  void bothFormsOfHardSwishFromMinAndMax() {
    PassAssert.on(
            FuseRules.all(),
            graph(
                """
                %a = add(%x, f32[]#[3])
                %r = max(%a, f32[]#[0])
                %c = min(%r, f32[]#[6])
                %h = div(%c, f32[]#[6])
                %y = mul(%x, %h)
                """))
        .gives(graph("%y = hard_swish(%x) : f32[N,4,6]"));
  }

  private static final String ERF = "%d = div(%x, f32[]#[1.4142135623730951]) %e = erf(%d) ";

  @Test
  void geluByErf() {
    gives(
        RecognizeGelu.all(),
        "gelu(%x) {tanh=false}",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])",
        ERF + "%o = add(f32[1]#[1], %e) %m = mul(%o, %x) %y = div(%m, f32[]#[2])",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%x, f32[]#[0.5]) %y = mul(%o, %m)",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%o, f32[]#[0.5]) %y = mul(%m, %x)",
        ERF.replace("div(%x, f32[]#[1.4142135623730951])", "mul(f32[]#[0.7071067811865476], %x)")
            + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])");
    refuses(
        RecognizeGelu.all(),
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.25])",
        ERF + "%o = sub(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])",
        ERF.replace("1.414", "1.415")
            + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])");
  }

  private static final String TANH = " %t = tanh(%i) %o = add(%t, f32[]#[1]) ";

  @Test
  void geluByTanh() {
    String half = "%h = mul(%x, f32[]#[0.5]) %y = mul(%h, %o)";
    String factor = "f32[]#[0.7978845608028654]";
    gives(
        RecognizeGelu.all(),
        "gelu(%x) {tanh=true}",
        "%c = pow(%x, f32[]#[3]) %k = mul(%c, f32[]#[0.044715]) %s = add(%x, %k) %i = mul(%s, "
            + factor
            + ")"
            + TANH
            + half,
        "%q = mul(%x, %x) %c = mul(%q, %x) %k = mul(f32[]#[0.044715], %c) %s = add(%k, %x) %i = mul("
            + factor
            + ", %s)"
            + TANH
            + half,
        "%q = mul(%x, %x) %k = mul(%q, f32[]#[0.044715]) %s = add(%k, f32[]#[1]) %f = mul(%x, "
            + factor
            + ") %i = mul(%f, %s)"
            + TANH
            + half,
        "%q = pow(%x, f32[]#[2]) %k = mul(%q, f32[]#[0.035677408136300125]) %s = add(%k, "
            + factor
            + ") %i = mul(%x, %s)"
            + TANH
            + "%m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])");
    refuses(
        RecognizeGelu.all(),
        "%c = pow(%x, f32[]#[3]) %k = mul(%c, f32[]#[0.05]) %s = add(%x, %k) %i = mul(%s, "
            + factor
            + ")"
            + TANH
            + half,
        "%c = pow(%x, f32[]#[2]) %k = mul(%c, f32[]#[0.044715]) %s = add(%x, %k) %i = mul(%s, "
            + factor
            + ")"
            + TANH
            + half);
  }

  private static final String CENTRED =
      """
      %m = reduce_mean(%x) {axes=[2]}
        %d = sub(%x, %m)
        %p = pow(%d, f32[]#[2])
        %v = reduce_mean(%p) {axes=[2]}
        %e = add(%v, f32[]#[0.0009765625])
      """;

  private static final String LAYER_NORM =
      "layer_normalization(%x, f32[6]) {axis=2, epsilon=0.0009765625}";

  @Test
  void layerNorm() {
    String root = "%s = sqrt(%e) ";
    gives(
        RecognizeLayerNorm.all(),
        LAYER_NORM,
        CENTRED + root + "%y = div(%d, %s)",
        CENTRED.replace("pow(%d, f32[]#[2])", "mul(%d, %d)") + root + "%y = div(%d, %s)",
        CENTRED.replace("%v, f32[]#[0.0009765625]", "f32[]#[0.0009765625], %v")
            + root
            + "%y = div(%d, %s)",
        CENTRED.replace("pow(%d,", "pow(%d2,").replace("%p =", "%d2 = sub(%x, %m) %p =")
            + root
            + "%y = div(%d, %s)",
        CENTRED + root + "%r = reciprocal(%s) %y = mul(%d, %r)",
        CENTRED + root + "%r = div(f32[]#[1], %s) %y = mul(%r, %d)",
        CENTRED + "%s = pow(%e, f32[]#[0.5]) %y = div(%d, %s)",
        CENTRED + "%s = pow(%e, f32[]#[-0.5]) %y = mul(%d, %s)");
  }

  @Test
  void layerNormOverSeveralAxesWithItsScaleAndBias() {
    PassAssert.on(
            FuseRules.all(),
            graph(
                CENTRED
                    + "%s = sqrt(%e) %n = div(%d, %s) %k = mul(%n, f32[6]#rand(1)) %y = add(%k, f32[6]#rand(2))"))
        .gives(
            graph(
                "%y = layer_normalization(%x, f32[6], f32[6]) {axis=2, epsilon=0.0009765625} : f32[N,4,6]"));
    PassAssert.on(
            RecognizeLayerNorm.all(),
            graph(CENTRED.replace("[2]}", "[1,2]}") + "%s = sqrt(%e) %y = div(%d, %s)"))
        .gives(
            graph(
                "%y = layer_normalization(%x, f32[4,6]) {axis=1, epsilon=0.0009765625} : f32[N,4,6]"));
  }

  @Test
  void notLayerNorm() {
    String end = "%s = sqrt(%e) %y = div(%d, %s)";
    List<Rule<?>> rule = RecognizeLayerNorm.all();
    PassAssert.on(rule, graph(CENTRED.replace("[2]}", "[1]}") + end))
        .refuses("%x: the axes [1] are not the last ones");
    PassAssert.on(rule, graph(CENTRED.replace("[2]}", "[2]}") + end).replace("N,4,6]", "N,4,W]"))
        .refuses("%x: the axes [2] have symbolic sizes");
    for (String other :
        new String[] {
          CENTRED.replace("%p) {axes=[2]}", "%p) {axes=[1,2]}") + end,
          CENTRED.replace("f32[]#[2]", "f32[]#[3]") + end,
          CENTRED.replace("%v, f32[]#[0.0009765625]", "%v, f32[6]#rand(3)") + end,
          CENTRED.replace("pow(%d", "pow(%x") + end,
          CENTRED.replace("reduce_mean(%x)", "reduce_max(%x)") + end,
          CENTRED + "%s = sqrt(%e) %y = div(%s, %d)"
        }) {
      PassAssert.on(rule, graph(other)).refuses("%y is not divided by its deviation");
    }
  }
}
