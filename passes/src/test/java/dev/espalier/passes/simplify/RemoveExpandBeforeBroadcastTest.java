package dev.espalier.passes.simplify;

import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveExpandBeforeBroadcastTest {
  @Test
  void theOtherOperandHasTheShape() {
    PassAssert.on(
            new ApplyRules(new RemoveExpandBeforeBroadcast()),
            """
            graph @g(%x: f32[N,4,H], %g: f32[N,4,1]) {
              %e = expand(%g) {shape=[N,4,H]}
              %y = mul(%x, %e)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4,H], %g: f32[N,4,1]) {
              %y = mul(%x, %g) : f32[N,4,H]
              return %y
            }
            """);
  }

  @Test
  void ofTwoOneStays() {
    PassAssert.on(
            new ApplyRules(new RemoveExpandBeforeBroadcast()),
            """
            graph @g(%g: f32[4,1]) {
              %a = expand(%g) {shape=[4,5]}
              %b = expand(%g) {shape=[4,5]}
              %y = add(%a, %b)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%g: f32[4,1]) {
              %b = expand(%g) {shape=[4,5]} : f32[4,5]
              %y = add(%g, %b) : f32[4,5]
              return %y
            }
            """);
  }

  @Test
  void ofAWhere() {
    PassAssert.on(
            new ApplyRules(new RemoveExpandBeforeBroadcast()),
            """
            graph @g(%c: bool[N,4], %x: f32[4]) {
              %e = expand(%x) {shape=[N,4]}
              %y = where(%c, %e, %x)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%c: bool[N,4], %x: f32[4]) {
              %y = where(%c, %x, %x) : f32[N,4]
              return %y
            }
            """);
  }

  @Test
  void theResultGetsItsShapeFromIt() {
    PassAssert.on(
            new ApplyRules(new RemoveExpandBeforeBroadcast()),
            """
            graph @g(%x: f32[N,4,1], %g: f32[4,1]) {
              %e = expand(%g) {shape=[1,4,5]}
              %y = mul(%x, %e)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void aNewAxisStays() {
    PassAssert.on(
            new ApplyRules(new RemoveExpandBeforeBroadcast()),
            """
            graph @g(%x: f32[4], %g: f32[4]) {
              %e = expand(%g) {shape=[2,4]}
              %y = mul(%x, %e)
              return %y
            }
            """)
        .changesNothing();
  }
}
