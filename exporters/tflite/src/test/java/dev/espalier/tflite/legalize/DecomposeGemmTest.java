package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeGemmTest {
  @Test
  void aConstantMatrixIsTransposedAndScaled() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[2,3]) {
              %y = gemm(%a, f32[4,3]#rand(1), f32[4]#rand(2)) {transB=true, alpha=0.5, beta=2.0}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[2,3]) {
              %y.product = mat_mul(%a, f32[3,4]) : f32[2,4]
              %y = add(%y.product, f32[4]) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void aComputedMatrixIsTransposed() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[3,2], %b: f32[4,3]) {
              %y = gemm(%a, %b) {transA=true, transB=true}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[3,2], %b: f32[4,3]) {
              %y.transposed = transpose(%a) {permutation=[1,0]} : f32[2,3]
              %y.transposed2 = transpose(%b) {permutation=[1,0]} : f32[3,4]
              %y = mat_mul(%y.transposed, %y.transposed2) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void theProductOfComputedMatricesIsScaled() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[2,3], %b: f32[3,4]) {
              %y = gemm(%a, %b) {alpha=0.5}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[2,3], %b: f32[3,4]) {
              %y.product = mat_mul(%a, %b) : f32[2,4]
              %y = mul(%y.product, f32[]#[0.5]) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void aComputedAddendIsScaled() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[2,1]) {
              %y = gemm(%a, %b, %c) {alpha=0.5, beta=3.0}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[2,1]) {
              %y.product = mat_mul(%a, %b) : f32[2,4]
              %y.scaled = mul(%y.product, f32[]#[0.5]) : f32[2,4]
              %y.addend = mul(%c, f32[]#[3]) : f32[2,1]
              %y = add(%y.scaled, %y.addend) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void noAddendTimesZero() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[4]) {
              %y = gemm(%a, %b, %c) {beta=0.0}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[4]) {
              %y = mat_mul(%a, %b) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void aPlainProduct() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[4]) {
              %y = gemm(%a, %b, %c)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[2,3], %b: f32[3,4], %c: f32[4]) {
              %y.product = mat_mul(%a, %b) : f32[2,4]
              %y = add(%y.product, %c) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void aProductOfMatricesStays() {
    PassAssert.on(
            new DecomposeGemm(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = mat_mul(%x, f32[6,3]#rand(1))
              return %y
            }
            """)
        .changesNothing();
  }
}
