package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseGemmBiasTest {
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
}
