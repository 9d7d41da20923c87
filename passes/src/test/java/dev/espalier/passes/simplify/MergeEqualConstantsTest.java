package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeEqualConstantsTest {
  @Test
  void theFirstIsReadByAll() {
    PassAssert.on(
            new MergeEqualConstants(),
            """
        graph @g(%x: f32[N,4]) {
          %a = add(%x, f32[4]#rand(1))
          %y = mul(%a, f32[4]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %a = add(%x, %a.b=f32[4]) : f32[N,4]
          %y = mul(%a, %a.b) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void typesCount() {
    PassAssert.on(
            new MergeEqualConstants(),
            """
        graph @g(%x: f32[N,4]) {
          %a = add(%x, f32[4]#rand(1))
          %b = reshape(%a) {shape=[N,4,1]}
          %y = mul(%b, f32[4,1]#rand(1))
          return %y
        }
        """)
        .changesNothing();
  }

  @Test
  void contentsCount() {
    PassAssert.on(
            new MergeEqualConstants(),
            """
        graph @g(%x: f32[N,4]) {
          %a = add(%x, f32[4]#[1, 2, 3, 4])
          %y = mul(%a, f32[4]#[1, 2, 4, 3])
          return %y
        }
        """)
        .changesNothing();
  }

  @Test
  void outputsStay() {
    PassAssert.on(
            new MergeEqualConstants(),
            """
        graph @g(%x: f32[N,4]) {
          %a = add(%x, %k=f32[4]#rand(1))
          return %a, %k, %l=f32[4]#rand(1)
        }
        """)
        .changesNothing();
  }
}
