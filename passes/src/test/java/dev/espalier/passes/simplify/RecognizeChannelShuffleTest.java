package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RecognizeChannelShuffleTest {
  @Test
  void twoGroupsOfThree() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[N,6,H,W]) {
          %r = reshape(%x) {shape=[N,2,3,H,W]}
          %t = transpose(%r) {permutation=[0,2,1,3,4]}
          %y = reshape(%t) {shape=[N,6,H,W]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,6,H,W]) {
          %y = index_select(%x) {axis=1, indices=[0,3,1,4,2,5]} : f32[N,6,H,W]
          return %y
        }
        """);
  }

  @Test
  void spaceFlattened() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[N,6,H,W]) {
          %r = reshape(%x) {shape=[N,3,2,H*W]}
          %t = transpose(%r) {permutation=[0,2,1,3]}
          %y = reshape(%t) {shape=[N,6,H,W]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,6,H,W]) {
          %y = index_select(%x) {axis=1, indices=[0,2,4,1,3,5]} : f32[N,6,H,W]
          return %y
        }
        """);
  }

  @Test
  void theLastAxisAndThreeFactors() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[N,3,8]) {
          %r = reshape(%x) {shape=[N,3,2,2,2]}
          %t = transpose(%r) {permutation=[0,1,4,3,2]}
          %y = reshape(%t) {shape=[N,3,8]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,3,8]) {
          %y = index_select(%x) {axis=2, indices=[0,4,2,6,1,5,3,7]} : f32[N,3,8]
          return %y
        }
        """);
  }

  @Test
  void factorsOfTwoAxesStay() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[N,4,4]) {
          %r = reshape(%x) {shape=[N,4,4]}
          %t = transpose(%r) {permutation=[0,2,1]}
          %y = reshape(%t) {shape=[N,4,4]}
          return %y
        }
        """)
        .refuses("moves more than one axis");
  }

  @Test
  void anotherShapeStays() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[N,6,H]) {
          %r = reshape(%x) {shape=[N,2,3,H]}
          %t = transpose(%r) {permutation=[0,2,1,3]}
          %y = reshape(%t) {shape=[N,3,2*H]}
          return %y
        }
        """)
        .refuses("%y has another shape");
  }

  @Test
  void symbolicFactorsStay() {
    PassAssert.on(
            new RecognizeChannelShuffle(),
            """
        graph @g(%x: f32[2*K,H]) {
          %r = reshape(%x) {shape=[2,K,H]}
          %t = transpose(%r) {permutation=[1,0,2]}
          %y = reshape(%t) {shape=[2*K,H]}
          return %y
        }
        """)
        .refuses("moves more than one axis");
  }
}
