package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes into matrix products, reductions and constants. */
class ProductRulesTest {
  private static String graph(String lines) {
    return """
        graph @g(%x: f32[5,3], %w: f32[3,4], %c: f32[4]) {
          LINES
          return %y
        }
        """
        .replace("LINES", lines);
  }

  @Test
  void aSummandOfAProductNeedNotBeConstant() {
    PassAssert.on(new FuseGemmBias(), graph("%p = mat_mul(%x, %w) %y = add(%p, %c)"))
        .gives(graph("%y = gemm(%x, %w, %c) : f32[5,4]"));
    PassAssert.on(new FuseGemmBias(), graph("%b = exp(%c) %p = mat_mul(%x, %w) %y = add(%b, %p)"))
        .gives(graph("%b = exp(%c) : f32[4]\n  %y = gemm(%x, %w, %b) : f32[5,4]"));
    PassAssert.on(new FuseGemmBias(), graph("%p = mat_mul(%x, %w) %b = exp(%c) %y = add(%b, %p)"))
        .gives(graph("%b = exp(%c) : f32[4]\n  %y = gemm(%x, %w, %b) : f32[5,4]"));
    PassAssert.on(
            new FuseGemmBias(),
            graph("%p = gemm(%x, %w) {alpha=0.5, beta=7} %y = add(%p, f32[5,1]#rand(1))"))
        .gives(graph("%y = gemm(%x, %w, f32[5,1]) {alpha=0.5} : f32[5,4]"));
  }

  @Test
  void aSummandOfAProductMustFit() {
    String none = "%y adds to no product of matrices";
    for (String lines :
        new String[] {
          "%p = mat_mul(%x, %w) %y = add(%p, f32[1,5,4]#rand(1))",
          "%p = mat_mul(%x, %w) %q = exp(%p) %s = add(%p, %c) %y = add(%s, %q)",
          "%p = gemm(%x, %w, %c) %y = add(%p, %c)",
          "%x3 = reshape(%x) {shape=[1,5,3]} %p = mat_mul(%x3, %w) %y = add(%p, %c)"
        }) {
      PassAssert.on(new FuseGemmBias(), graph(lines)).refuses(none);
    }
    PassAssert.on(
            new FuseGemmBias(),
            graph("%p = mat_mul(%x, %w) %y = add(%p, f32[5,4]#rand(1))")
                .replace("f32[5,3]", "f32[1,3]"))
        .refuses(none);
  }

  @Test
  void transposedMatricesAreReadAsTheyAre() {
    String both =
        "%t = transpose(%x) {permutation=[1,0]} %u = transpose(%w) {permutation=[1,0]} %y = ";
    PassAssert.on(new FuseTranspose(), graph(both + "gemm(%t, %u, %c) {transA=true, transB=true}"))
        .gives(graph("%y = gemm(%x, %w, %c) : f32[5,4]"));
    PassAssert.on(new FuseTranspose(), graph(both + "gemm(%u, %t)"))
        .gives(graph("%y = gemm(%w, %x) {transA=true, transB=true} : f32[4,5]"));
  }

  @Test
  void operandsThatAreNotTransposedStay() {
    PassAssert.on(new FuseTranspose(), graph("%y = gemm(%x, %w)"))
        .refuses("%y has no transposed operand");
  }

  private static String reduced(String lines) {
    return """
        graph @g(%x: f32[N,3,4,5]) {
          LINES
          return %y
        }
        """
        .replace("LINES", lines);
  }

  @Test
  void aReductionKeepsTheAxesThatAReshapePutsBack() {
    for (String reduce : new String[] {"mean", "sum", "max", "min", "prod", "l2"}) {
      String name = "reduce_" + reduce;
      PassAssert.on(
              new FuseKeepDims(),
              reduced(
                  "%r = "
                      + name
                      + "(%x) {axes=[1,3], keepDims=false} %y = reshape(%r) {shape=[N,1,4,1]}"))
          .gives(reduced("%y = " + name + "(%x) {axes=[1,3]} : f32[N,1,4,1]"));
    }
  }

  @Test
  void otherReshapesStay() {
    String mean = "%r = reduce_mean(%x) {axes=[1,3], keepDims=false} ";
    PassAssert.on(new FuseKeepDims(), reduced(mean + "%y = reshape(%r) {shape=[N,4,1,1]}"))
        .refuses("%r: the reshape does more than put axes back");
    PassAssert.on(
            new FuseKeepDims(),
            reduced(mean + "%y = reshape(%r) {shape=[N,1,4,1]}")
                .replace("return %y", "return %y, %r"))
        .refuses("%r has another reader or is an output");
    PassAssert.on(
            new FuseKeepDims(),
            reduced("%r = reduce_mean(%x) {axes=[1,3]} %y = reshape(%r) {shape=[N,4,1,1]}"))
        .refuses("%r is no reduction that drops its axes");
  }

  @Test
  void constantsInARowAreOne() {
    String[][] variants = {
      {"mul(%x, A)", "mul(B, %a)", "mul"},
      {"mul(%x, A)", "div(%a, B)", "mul"},
      {"div(%x, A)", "div(%a, B)", "mul"},
      {"add(%x, A)", "sub(%a, B)", "add"},
      {"sub(%x, A)", "add(%a, B)", "add"},
      {"sub(%x, A)", "sub(%a, B)", "add"}
    };
    for (String[] v : variants) {
      String lines = "%a = " + v[0] + " %y = " + v[1];
      String vector = "f32[3,1,1]#[1, 2, 4]";
      PassAssert.on(
              MergeConstants.all(), reduced(lines.replace("A", vector).replace("B", "f32[]#[3]")))
          .gives(reduced("%y = " + v[2] + "(%x, f32[3,1,1]) : f32[N,3,4,5]"));
      PassAssert.on(
              MergeConstants.all(), reduced(lines.replace("A", "f32[]#[3]").replace("B", vector)))
          .gives(reduced("%y = " + v[2] + "(%x, f32[3,1,1]) : f32[N,3,4,5]"));
    }
  }

  @Test
  void constantsThatDoNotCombineStay() {
    List<Rule<?>> rule = MergeConstants.all();
    PassAssert.on(rule, reduced("%a = mul(%x, f32[3,1,1]#rand(1)) %y = mul(%a, f32[4,1]#rand(2))"))
        .refuses("%a: the constants do not combine");
    PassAssert.on(rule, reduced("%a = div(%x, f32[3,1,1]#ones) %y = div(%a, f32[]#zeros)"))
        .refuses("%a: the constants do not combine");
    PassAssert.on(
            rule, reduced("%a = mul(%x, f32[3,1,1]#rand(1)) %y = mul(%a, f32[1,1,1,1,1]#[2])"))
        .refuses("%a: the constants do not combine");
    for (String lines :
        new String[] {
          "%a = mul(%x, f32[]#[2]) %y = add(%a, f32[]#[2])",
          "%a = mul(%x, f32[]#[2]) %y = div(f32[]#[2], %a)",
          "%a = sub(f32[]#[2], %x) %y = sub(%a, f32[]#[2])"
        }) {
      PassAssert.on(rule, reduced(lines)).refuses("%y has no two constants in a row");
    }
    PassAssert.on(
            rule,
            reduced("%a = mul(%x, f32[]#[2]) %y = mul(%a, f32[]#[2])")
                .replace("return %y", "return %y, %a"))
        .refuses("%a has another reader or is an output");
  }
}
