package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class KeepChosenBranchesTest {
  @Test
  void theGreatestLogit() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %b = neg(%x)
          %y = choice(%a, %b, %x, f32[3]#[0.1, 2, 0.3])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = neg(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void skip() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %c = choice(%a, %x, f32[2]#[0.1, 2])
          %y = neg(%c)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = neg(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void skipOfAWholeNetwork() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %y = choice(%a, %x, f32[2]#[0.1, 2])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = identity(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void aTieGoesToTheCheaperBranch() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[1,2,8,8]) {
          %a = conv(%x, f32[2,2,1,1]#rand(1))
          %b = relu(%x)
          %y = choice(%a, %b, f32[2]#[1, 1])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,8,8]) {
          %y = relu(%x) : f32[1,2,8,8]
          return %y
        }
        """);
  }

  @Test
  void nested() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %b = neg(%x)
          %i = choice(%a, %b, f32[2]#[1, 0])
          %t = tanh(%i)
          %y = choice(%t, %b, f32[2]#[3, 0])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x) : f32[N,4]
          %y = tanh(%a) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void computedLogitsStay() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4], %l: f32[2]) {
          %a = relu(%x)
          %y = choice(%a, %x, %l)
          return %y
        }
        """)
        .refuses("logits %l are not constant");
  }

  @Test
  void infiniteLogitsAreTheModelsFault() {
    PassAssert.on(
            new KeepChosenBranches(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %y = choice(%a, %x, f32[2]#[1, inf])
          return %y
        }
        """)
        .fails("[1.0, Infinity], finite numbers are needed");
  }
}
