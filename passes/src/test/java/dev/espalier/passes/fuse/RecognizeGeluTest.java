package dev.espalier.passes.fuse;

import org.junit.jupiter.api.Test;

class RecognizeGeluTest {
  private static final String ERF = "%d = div(%x, f32[]#[1.4142135623730951]) %e = erf(%d) ";

  @Test
  void geluByErf() {
    WrittenOut.gives(
        new RecognizeGelu(),
        "gelu(%x) {tanh=false}",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])",
        ERF + "%o = add(f32[1]#[1], %e) %m = mul(%o, %x) %y = div(%m, f32[]#[2])",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%x, f32[]#[0.5]) %y = mul(%o, %m)",
        ERF + "%o = add(%e, f32[]#[1]) %m = mul(%o, f32[]#[0.5]) %y = mul(%m, %x)",
        ERF.replace("div(%x, f32[]#[1.4142135623730951])", "mul(f32[]#[0.7071067811865476], %x)")
            + "%o = add(%e, f32[]#[1]) %m = mul(%x, %o) %y = mul(%m, f32[]#[0.5])");
    WrittenOut.refuses(
        new RecognizeGelu(),
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
    WrittenOut.gives(
        new RecognizeGelu(),
        "gelu(%x) {tanh=true}",
        "%c = pow(%x, f32[]#[3]) %k = mul(%c, f32[]#[0.044715]) %s = add(%x, %k) %i = mul(%s, "
            + factor
            + ")"
            + TANH
            + half,
        "%q = mul(%x, %x) %c = mul(%q, %x) %k = mul(f32[]#[0.044715], %c) %s = add(%k, %x) %i ="
            + " mul("
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
    WrittenOut.refuses(
        new RecognizeGelu(),
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
}
