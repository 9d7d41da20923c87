package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveNeutralOperandTest {
  @Test
  void timesOne() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = mul(%x, f32[]#[1])
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void oneTimes() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = mul(f32[4,1]#ones, %x)
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void plusZero() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = add(%x, f32[1]#[0])
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void zeroPlus() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = add(f32[1,4,3]#zeros, %x)
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void minusZero() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = sub(%x, f32[]#[0])
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void overOne() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = div(%x, f32[3]#ones)
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void toThePowerOfOne() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = pow(%x, f32[]#[1])
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void slopeOne() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %m = prelu(%x, f32[4,1]#ones)
          %y = relu(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3]) {
          %y = relu(%x) : f32[N,4,3]
          return %y
        }
        """);
  }

  @Test
  void andTrue() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: bool[N,4]) {
          %m = and(%x, bool[]#[1])
          %y = not(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: bool[N,4]) {
          %y = not(%x) : bool[N,4]
          return %y
        }
        """);
  }

  @Test
  void integersToo() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: i64[N,4]) {
          %m = mul(%x, i64[]#[1])
          %y = neg(%m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: i64[N,4]) {
          %y = neg(%x) : i64[N,4]
          return %y
        }
        """);
  }

  @Test
  void zeroMinusStays() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = sub(f32[]#[0], %x)
          return %y
        }
        """)
        .refuses("no operand of %y is a neutral constant");
  }

  @Test
  void oneOverStays() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = div(f32[]#[1], %x)
          return %y
        }
        """)
        .refuses("neutral");
  }

  @Test
  void oneToThePowerStays() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N]) {
          %y = pow(f32[]#[1], %x)
          return %y
        }
        """)
        .refuses("neutral");
  }

  @Test
  void aConstantThatBroadcastsStays() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = add(%x, f32[2,1,1,1]#zeros)
          return %y
        }
        """)
        .refuses("%y is f32[2,N,4,3]");
  }

  @Test
  void aConstantThatWidensAnAxisStays() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,1]) {
          %y = mul(%x, f32[4]#ones)
          return %y
        }
        """)
        .refuses("%y is f32[N,4]");
  }

  @Test
  void ofManyOnesOneIsNot() {
    PassAssert.on(
            new RemoveNeutralOperand(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = mul(%x, f32[3]#[1, 1, 1.0000001])
          return %y
        }
        """)
        .refuses("neutral");
  }
}
