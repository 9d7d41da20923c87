package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ScaleBeforeProductTest {
  @Test
  void aSmallFactor() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = mul(%p, f32[1]#[0.25])
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %y.scaled = mul(%a, f32[]#[0.25]) : f32[1,2,5,4]
              %y = mat_mul(%y.scaled, %b) : f32[1,2,5,5]
              return %y
            }
            """);
  }

  @Test
  void aLargeDivisor() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = div(%p, f32[]#[-4])
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %y.scaled = div(%a, f32[]#[-4]) : f32[1,2,5,4]
              %y = mat_mul(%y.scaled, %b) : f32[1,2,5,5]
              return %y
            }
            """);
  }

  @Test
  void aLargeFactorStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = mul(%p, f32[]#[2])
              return %y
            }
            """)
        .refuses("%p is not scaled down");
  }

  @Test
  void aSmallDivisorStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = div(%p, f32[]#[0.5])
              return %y
            }
            """)
        .refuses("%p is not scaled down");
  }

  @Test
  void severalFactorsStay() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = mul(%p, f32[5]#fill(0.5))
              return %y
            }
            """)
        .refuses("no product by a number");
  }

  @Test
  void aNumberWithMoreAxesStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = mul(%p, f32[1,1,1,1,1]#[0.5])
              return %y
            }
            """)
        .refuses("no product by a number");
  }

  @Test
  void otherOperandsStay() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[2,2]) {
              %y = mul(%a, f32[]#[0.5])
              return %y
            }
            """)
        .refuses("no product by a number");
  }

  @Test
  void aProductWithOtherReadersStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %s = mul(%p, f32[]#[0.5])
              %y = add(%s, %p)
              return %y
            }
            """)
        .refuses("%p has other readers, or a constant matrix");
  }

  @Test
  void aProductThatIsReturnedStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4], %b: f32[1,2,4,5]) {
              %p = mat_mul(%a, %b)
              %y = mul(%p, f32[]#[0.5])
              return %y, %p
            }
            """)
        .refuses("%p has other readers, or a constant matrix");
  }

  @Test
  void aConstantMatrixStays() {
    PassAssert.on(
            new ScaleBeforeProduct(),
            """
            graph @g(%a: f32[1,2,5,4]) {
              %p = mat_mul(%a, f32[4,5]#rand(1))
              %y = mul(%p, f32[]#[0.5])
              return %y
            }
            """)
        .refuses("%p has other readers, or a constant matrix");
  }
}
