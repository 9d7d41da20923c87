package dev.espalier.passes.simplify;

import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeIndexSelectsTest {
  @Test
  void indicesCompose() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[N,8]) {
              %s = index_select(%x) {axis=1, indices=[7,0,3]}
              %y = index_select(%s) {axis=1, indices=[2,0,0]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,8]) {
              %y = index_select(%x) {axis=1, indices=[3,7,7]} : f32[N,3]
              return %y
            }
            """);
  }

  @Test
  void aSliceBehind() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[N,8]) {
              %s = index_select(%x) {axis=1, indices=[7,0,3]}
              %y = slice(%s) {axes=[1], starts=[2], ends=[0], steps=[-1]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,8]) {
              %y = index_select(%x) {axis=1, indices=[3,0]} : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void aSliceInFront() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[N,8]) {
              %s = slice(%x) {axes=[1], starts=[1], ends=[9], steps=[2]}
              %y = index_select(%s) {axis=1, indices=[3,0]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,8]) {
              %y = index_select(%x) {axis=1, indices=[7,1]} : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void anotherAxisStays() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[8,8]) {
              %s = index_select(%x) {axis=1, indices=[7,0,3]}
              %y = index_select(%s) {axis=0, indices=[2,0]}
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void slicesOfASymbolicAxisStay() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[N,H]) {
              %s = slice(%x) {axes=[1], starts=[1], ends=[9223372036854775807], steps=[1]}
              %y = index_select(%s) {axis=1, indices=[3,0]}
              return %y
            }
            """)
        .changesNothing();
  }

  /** {@link MergeSlices} has them. */
  @Test
  void twoSlicesStay() {
    PassAssert.on(
            new ApplyRules(new MergeIndexSelects()),
            """
            graph @g(%x: f32[8,8]) {
              %s = slice(%x) {axes=[1], starts=[1], ends=[7], steps=[1]}
              %y = slice(%s) {axes=[1], starts=[2], ends=[4], steps=[1]}
              return %y
            }
            """)
        .changesNothing();
  }
}
