package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

/** Maps behind an operator whose result is reshaped or transposed. */
class LinearViewTest {
  private static final String PRODUCT =
      """
      graph @g(%x: f32[6,3]) {
        %p = gemm(%x, f32[3,4]#rand(1))
        %r = reshape(%p) {shape=[2,3,4]}
        %y = add(%r, f32[4]#rand(2))
        return %y
      }
      """;

  @Test
  void aBiasBehindAReshapeReachesItsProduct() {
    PassAssert.on(new FuseAdd(), PRODUCT)
        .gives(
            """
            graph @g(%x: f32[6,3]) {
              %y.linear = gemm(%x, f32[3,4], f32[4]) : f32[6,4]
              %y = reshape(%y.linear) {shape=[2,3,4]} : f32[2,3,4]
              return %y
            }
            """);
  }

  @Test
  void batchNormOfTokensReachesItsProduct() {
    PassAssert.on(
            new FuseBatchNorm(),
            """
            graph @g(%x: f32[N,5,3]) {
              %p = mat_mul(%x, f32[3,4]#rand(1))
              %b = add(%p, f32[4]#rand(2))
              %r = reshape(%b) {shape=[5*N,4]}
              %y = batch_normalization(%r, f32[4]#rand(3), f32[4]#rand(4), f32[4]#rand(5), f32[4]#ones)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,5,3]) {
              %y.product = mat_mul(%x, f32[3,4]) : f32[N,5,4]
              %y.linear = add(%y.product, f32[4]) : f32[N,5,4]
              %y = reshape(%y.linear) {shape=[5*N,4]} : f32[5*N,4]
              return %y
            }
            """);
  }

  @Test
  void aFactorBehindTokensOfAConvolutionReachesIt() {
    PassAssert.on(
            new FuseMul(),
            """
            graph @g(%x: f32[N,3,4,5]) {
              %p = conv(%x, f32[2,3,1,1]#rand(1))
              %r = reshape(%p) {shape=[N,2,20]}
              %t = transpose(%r) {permutation=[0,2,1]}
              %y = mul(%t, f32[2]#rand(2))
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3,4,5]) {
              %y.linear = conv(%x, f32[2,3,1,1]) : f32[N,2,4,5]
              %y.linear2 = reshape(%y.linear) {shape=[N,2,20]} : f32[N,2,20]
              %y = transpose(%y.linear2) {permutation=[0,2,1]} : f32[N,20,2]
              return %y
            }
            """);
  }

  @Test
  void refusesViewsThatSplitTheChannels() {
    PassAssert.on(new FuseAdd(), PRODUCT.replace("[2,3,4]", "[3,8]").replace("f32[4]#", "f32[8]#"))
        .refuses("%r is not made by an operator with weights");
    PassAssert.on(
            new FuseAdd(), PRODUCT.replace("[2,3,4]", "[6,2,2]").replace("f32[4]#", "f32[2]#"))
        .refuses("%r is not made by an operator with weights");
  }

  @Test
  void refusesOtherReaders() {
    PassAssert.on(new FuseAdd(), PRODUCT.replace("return %y", "return %y, %p"))
        .refuses("%p has another reader or is an output");
    PassAssert.on(new FuseAdd(), PRODUCT.replace("return %y", "return %y, %r"))
        .refuses("%r has another reader or is an output");
  }

  @Test
  void refusesConstantsAlongOtherAxes() {
    PassAssert.on(new FuseAdd(), PRODUCT.replace("f32[4]#", "f32[3,1]#"))
        .refuses("%r: not one number per channel of axis 2");
  }
}
