package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class NarrowTransposeTest {
  @Test
  void theAxisOfOneGoes() {
    PassAssert.on(
            new NarrowTranspose(),
            """
            graph @g(%a: f32[N,32]) {
              %r = reshape(%a) {shape=[N,1,4,8]}
              %t = transpose(%r) {permutation=[1,0,3,2]}
              %y = reshape(%t) {shape=[N,8,4]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,32]) {
              %y.narrow = reshape(%a) {shape=[N,4,8]} : f32[N,4,8]
              %y = transpose(%y.narrow) {permutation=[0,2,1]} : f32[N,8,4]
              return %y
            }
            """);
  }

  @Test
  void theBatchOfOneStays() {
    PassAssert.on(
            new NarrowTranspose(),
            """
            graph @g(%a: f32[1,5,8]) {
              %r = reshape(%a) {shape=[1,5,1,2,4]}
              %t = transpose(%r) {permutation=[2,0,3,1,4]}
              %y = reshape(%t) {shape=[1,2,5,4]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[1,5,8]) {
              %y.narrow = reshape(%a) {shape=[1,5,2,4]} : f32[1,5,2,4]
              %y = transpose(%y.narrow) {permutation=[0,2,1,3]} : f32[1,2,5,4]
              return %y
            }
            """);
  }

  @Test
  void anotherShapeStays() {
    PassAssert.on(
            new NarrowTranspose(),
            """
            graph @g(%a: f32[N,32]) {
              %r = reshape(%a) {shape=[N,1,4,8]}
              %t = transpose(%r) {permutation=[1,0,3,2]}
              %y = reshape(%t) {shape=[N,32]}
              return %y
            }
            """)
        .refuses("not only rid of axes of size 1");
  }

  @Test
  void withoutSuchAnAxisNothingChanges() {
    PassAssert.on(
            new NarrowTranspose(),
            """
            graph @g(%a: f32[N,32]) {
              %r = reshape(%a) {shape=[N,4,8]}
              %t = transpose(%r) {permutation=[0,2,1]}
              %y = reshape(%t) {shape=[N,8,4,1]}
              return %y
            }
            """)
        .refuses("not only rid of axes of size 1");
  }

  @Test
  void aSecondReaderKeepsTheTranspose() {
    PassAssert.on(
            new NarrowTranspose(),
            """
            graph @g(%a: f32[N,32]) {
              %r = reshape(%a) {shape=[N,1,4,8]}
              %t = transpose(%r) {permutation=[1,0,3,2]}
              %p = reshape(%t) {shape=[N,8,4]}
              return %p, %t
            }
            """)
        .refuses("read once");
  }
}
