package dev.espalier.check.lowering;

import static dev.espalier.check.lowering.SampleTable.IMAGE;

import java.util.List;

/** Operators that compute element by element. */
final class ElementSamples {
  private ElementSamples() {}

  static void add(SampleTable to) {
    for (String plain :
        List.of(
            "abs",
            "ceil",
            "cos",
            "exp",
            "floor",
            "hard_swish",
            "neg",
            "relu",
            "round",
            "sigmoid",
            "sign",
            "sin",
            "softplus",
            "tanh")) {
      to.add(plain, IMAGE, "%y = " + plain + "(%x)");
    }
    to.add("log", IMAGE, "%a = abs(%x)\n%b = add(%a, f32[]#[0.5])\n%y = log(%b)");
    to.add("sqrt", IMAGE, "%a = abs(%x)\n%y = sqrt(%a)");
    to.add("reciprocal", IMAGE, "%a = abs(%x)\n%b = add(%a, f32[]#[0.5])\n%y = reciprocal(%b)");
    to.add("erf", IMAGE, "%y = erf(%x)");
    to.add("not", "%x: bool[1,8]", "%y = not(%x)");
    to.add("elu", IMAGE, "%y = elu(%x) {alpha=1.0}", "%y = elu(%x) {alpha=0.7}");
    to.add("gelu", IMAGE, "%y = gelu(%x) {tanh=false}", "%y = gelu(%x) {tanh=true}");
    to.add("leaky_relu", IMAGE, "%y = leaky_relu(%x) {alpha=0.1}");
    to.add(
        "hard_sigmoid",
        IMAGE,
        "%y = hard_sigmoid(%x) {alpha=0.2, beta=0.5}",
        "%y = hard_sigmoid(%x) {alpha=0.16666667, beta=0.5}");
    to.add(
        "clip",
        IMAGE,
        "%y = clip(%x) {min=0.0, max=6.0}",
        "%y = clip(%x) {min=0.0, max=1.0}",
        "%y = clip(%x) {min=-1.0, max=1.0}",
        "%y = clip(%x) {min=-0.5, max=2.0}",
        "%y = clip(%x) {min=0.25, max=inf}",
        "%y = clip(%x) {min=-inf, max=0.25}");
    for (String plain : List.of("add", "sub", "mul", "div", "max", "min")) {
      to.add(
          plain,
          "%x: f32[1,8,9,10], %z: f32[1,8,9,10]",
          "%a = abs(%z)\n%b = add(%a, f32[]#[0.5])\n%y = " + plain + "(%x, %b)",
          "%c = conv(%x, f32[8,8,3,3]#rand(1)) {pads=[1,1,1,1]}\n%y = "
              + plain
              + "(%c, f32[8,1,1]#rand(2))",
          "%y = " + plain + "(f32[]#[3], %x)",
          "%r = reduce_mean(%z) {axes=[2,3]}\n%e = exp(%r)\n%y = " + plain + "(%x, %e)");
    }
    to.add(
        "pow",
        IMAGE,
        "%y = pow(%x, f32[]#[2])",
        "%a = abs(%x)\n%y = pow(%a, f32[]#[0.5])",
        "%a = abs(%x)\n%y = pow(%a, f32[]#[1.7])");
    to.add("mod", "%x: i64[2,3]", "%y = mod(%x, i64[]#[2])");
    for (String predicate :
        List.of("equal", "greater", "greater_or_equal", "less", "less_or_equal")) {
      to.add(
          predicate,
          IMAGE + ", %z: f32[1,8,9,10]",
          "%p = " + predicate + "(%x, %z)\n%y = cast(%p) {to=f32}",
          "%y = " + predicate + "(%x, %z)");
    }
    for (String logic : List.of("and", "or")) {
      to.add(logic, "%x: bool[1,8], %z: bool[1,8]", "%y = " + logic + "(%x, %z)");
    }
    to.add("prelu", IMAGE, "%y = prelu(%x, f32[8,1,1]#rand(3))", "%y = prelu(%x, f32[1]#[0.2])");
    to.add("prelu", IMAGE + ", %s: f32[8,1,1]", "%y = prelu(%x, %s)");
    to.add(
        "where",
        IMAGE + ", %z: f32[1,8,9,10]",
        "%p = greater(%x, %z)\n%y = where(%p, %x, %z)",
        "%p = greater(%x, %z)\n%y = where(%p, %x, f32[]#[0])");
    to.add(
        "cast",
        "%x: i32[1,8,9,10]",
        "%y = cast(%x) {to=f32}",
        "%a = cast(%x) {to=i64}\n%y = cast(%a) {to=f32}");
  }
}
