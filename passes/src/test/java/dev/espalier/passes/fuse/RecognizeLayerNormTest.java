package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import org.junit.jupiter.api.Test;

class RecognizeLayerNormTest {
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
    WrittenOut.gives(
        new RecognizeLayerNorm(),
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
            WrittenOut.graph(
                CENTRED
                    + "%s = sqrt(%e) %n = div(%d, %s) %k = mul(%n, f32[6]#rand(1)) %y = add(%k,"
                    + " f32[6]#rand(2))"))
        .gives(
            WrittenOut.graph(
                "%y = layer_normalization(%x, f32[6], f32[6]) {axis=2, epsilon=0.0009765625} :"
                    + " f32[N,4,6]"));
    PassAssert.on(
            new RecognizeLayerNorm(),
            WrittenOut.graph(CENTRED.replace("[2]}", "[1,2]}") + "%s = sqrt(%e) %y = div(%d, %s)"))
        .gives(
            WrittenOut.graph(
                "%y = layer_normalization(%x, f32[4,6]) {axis=1, epsilon=0.0009765625} :"
                    + " f32[N,4,6]"));
  }

  @Test
  void notLayerNorm() {
    String end = "%s = sqrt(%e) %y = div(%d, %s)";
    Rule<?> rule = new RecognizeLayerNorm();
    PassAssert.on(rule, WrittenOut.graph(CENTRED.replace("[2]}", "[1]}") + end))
        .refuses("%x: the axes [1] are not the last ones");
    PassAssert.on(
            rule,
            WrittenOut.graph(CENTRED.replace("[2]}", "[2]}") + end).replace("N,4,6]", "N,4,W]"))
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
      PassAssert.on(rule, WrittenOut.graph(other)).refuses("%y is not divided by its deviation");
    }
  }
}
