package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class LiftMatMulTest {
  @Test
  void aVectorIsARow() {
    PassAssert.on(
            new LiftMatMul(false),
            """
        graph @g(%a: f32[3], %b: f32[3,4]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[3], %b: f32[3,4]) {
          %y.lifted = reshape(%a) {shape=[1,3]} : f32[1,3]
          %y.product = mat_mul(%y.lifted, %b) : f32[1,4]
          %y = reshape(%y.product) {shape=[4]} : f32[4]
          return %y
        }
        """);
  }

  @Test
  void aVectorIsAColumn() {
    PassAssert.on(
            new LiftMatMul(false),
            """
        graph @g(%a: f32[5,2,3]) {
          %y = mat_mul(%a, f32[3]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[5,2,3]) {
          %y.product = mat_mul(%a, f32[3,1]) : f32[5,2,1]
          %y = reshape(%y.product) {shape=[5,2]} : f32[5,2]
          return %y
        }
        """);
  }

  @Test
  void twoVectors() {
    PassAssert.on(
            new LiftMatMul(false),
            """
        graph @g(%a: f32[3], %b: f32[3]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[3], %b: f32[3]) {
          %y.lifted = reshape(%a) {shape=[1,3]} : f32[1,3]
          %y.lifted2 = reshape(%b) {shape=[3,1]} : f32[3,1]
          %y.product = mat_mul(%y.lifted, %y.lifted2) : f32[1,1]
          %y = reshape(%y.product) {shape=[]} : f32[]
          return %y
        }
        """);
  }

  @Test
  void computedMatricesGetFourAxes() {
    PassAssert.on(
            new LiftMatMul(true),
            """
        graph @g(%a: f32[8,5,4], %b: f32[4,3]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[8,5,4], %b: f32[4,3]) {
          %y.lifted = reshape(%a) {shape=[1,8,5,4]} : f32[1,8,5,4]
          %y.lifted2 = reshape(%b) {shape=[1,1,4,3]} : f32[1,1,4,3]
          %y.product = mat_mul(%y.lifted, %y.lifted2) : f32[1,8,5,3]
          %y = reshape(%y.product) {shape=[8,5,3]} : f32[8,5,3]
          return %y
        }
        """);
  }

  @Test
  void computedVectorsGetFourAxes() {
    PassAssert.on(
            new LiftMatMul(true),
            """
        graph @g(%a: f32[4], %b: f32[2,4,3]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[4], %b: f32[2,4,3]) {
          %y.lifted = reshape(%a) {shape=[1,1,1,4]} : f32[1,1,1,4]
          %y.lifted2 = reshape(%b) {shape=[1,2,4,3]} : f32[1,2,4,3]
          %y.product = mat_mul(%y.lifted, %y.lifted2) : f32[1,2,1,3]
          %y = reshape(%y.product) {shape=[2,3]} : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void aConstantBatchGetsFourAxes() {
    PassAssert.on(
            new LiftMatMul(true),
            """
        graph @g(%a: f32[2,5,4]) {
          %y = mat_mul(%a, f32[2,4,3]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[2,5,4]) {
          %y.lifted = reshape(%a) {shape=[1,2,5,4]} : f32[1,2,5,4]
          %y.product = mat_mul(%y.lifted, f32[1,2,4,3]) : f32[1,2,5,3]
          %y = reshape(%y.product) {shape=[2,5,3]} : f32[2,5,3]
          return %y
        }
        """);
  }

  @Test
  void computedMatricesStayOnTheCpu() {
    PassAssert.on(
            new LiftMatMul(false),
            """
        graph @g(%a: f32[8,5,4], %b: f32[8,4,3]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .refuses("the target takes this product");
  }

  @Test
  void aConstantMatrixStays() {
    PassAssert.on(
            new LiftMatMul(true),
            """
        graph @g(%a: f32[8,5,4]) {
          %y = mat_mul(%a, f32[4,3]#rand(1))
          return %y
        }
        """)
        .refuses("the target takes this product");
  }

  @Test
  void fourAxesStay() {
    PassAssert.on(
            new LiftMatMul(true),
            """
        graph @g(%a: f32[2,8,5,4], %b: f32[4,3]) {
          %y = mat_mul(%a, %b)
          return %y
        }
        """)
        .refuses("the target takes this product");
  }
}
