package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseTransposeTest {
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
}
