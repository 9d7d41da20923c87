package dev.espalier.passes.simplify;

import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveZeroBiasTest {
  @Test
  void ofAConvolution() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[1,3,H,W]) {
              %y = conv(%x, f32[2,3,1,1]#rand(1), f32[2]#zeros)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,3,H,W]) {
              %y = conv(%x, f32[2,3,1,1]) : f32[1,2,H,W]
              return %y
            }
            """);
  }

  @Test
  void ofATransposedConvolution() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[1,3,H,W]) {
              %y = conv_transpose(%x, f32[3,2,2,2]#rand(1), f32[2]#zeros) {strides=[2,2]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,3,H,W]) {
              %y = conv_transpose(%x, f32[3,2,2,2]) {strides=[2,2]} : f32[1,2,2*H,2*W]
              return %y
            }
            """);
  }

  @Test
  void ofAMatrixProduct() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[N,3]) {
              %y = gemm(%x, f32[3,2]#rand(1), f32[2]#zeros) {alpha=0.5}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3]) {
              %y = gemm(%x, f32[3,2]) {alpha=0.5} : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void scaledByZero() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[N,3], %b: f32[2]) {
              %y = gemm(%x, f32[3,2]#rand(1), %b) {beta=0.0}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3], %b: f32[2]) {
              %y = gemm(%x, f32[3,2]) {beta=0} : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void anotherBiasStays() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[1,3,H,W]) {
              %y = conv(%x, f32[2,3,1,1]#rand(1), f32[2]#[0, 0.5])
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void aComputedBiasStays() {
    PassAssert.on(
            new ApplyRules(new RemoveZeroBias()),
            """
            graph @g(%x: f32[1,3,H,W], %b: f32[2]) {
              %y = conv(%x, f32[2,3,1,1]#rand(1), %b)
              return %y
            }
            """)
        .changesNothing();
  }
}
