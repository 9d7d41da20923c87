package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveZeroTermTest {
  @Test
  void aTermTimesZero() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %m = mul(%x, f32[]#[0])
              %r = relu(%x)
              %s = add(%r, %m)
              %y = neg(%s)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4,3]) {
              %r = relu(%x) : f32[N,4,3]
              %y = neg(%r) : f32[N,4,3]
              return %y
            }
            """);
  }

  @Test
  void theFirstTerm() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %m = mul(f32[4,1]#zeros, %x)
              %r = relu(%x)
              %s = add(%m, %r)
              %y = neg(%s)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4,3]) {
              %r = relu(%x) : f32[N,4,3]
              %y = neg(%r) : f32[N,4,3]
              return %y
            }
            """);
  }

  @Test
  void zeroMinus() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %m = mul(%x, f32[]#[0])
              %y = sub(%m, %x)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4,3]) {
              %y = neg(%x) : f32[N,4,3]
              return %y
            }
            """);
  }

  @Test
  void sumsOfZeros() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %a = mul(%x, f32[]#[0])
              %b = mul(%x, f32[1]#[0])
              %c = sub(%a, %b)
              %s = sub(%x, %c)
              %y = relu(%s)
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
  void aTermThatBroadcastsStays() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,1], %z: f32[N,4]) {
              %m = mul(%z, f32[]#[0])
              %y = add(%x, %m)
              return %y
            }
            """)
        .refuses("%y is f32[N,4]");
  }

  @Test
  void anotherFactorStays() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %m = mul(%x, f32[3]#[0, 1, 0])
              %y = add(%x, %m)
              return %y
            }
            """)
        .refuses("no term of %y is zero");
  }

  @Test
  void aTermThatIsSubtractedFromALargerZeroStays() {
    PassAssert.on(
            new RemoveZeroTerm(),
            """
            graph @g(%x: f32[N,1], %z: f32[N,4]) {
              %m = mul(%z, f32[]#[0])
              %y = sub(%m, %x)
              return %y
            }
            """)
        .refuses("%x is broadcast");
  }

  /** ONNX has no negation of numbers without a sign; their differences wrap. */
  @Test
  void whatHasNoSignIsNotNegated() {
    for (String element : new String[] {"u8", "u16", "u32", "u64"}) {
      PassAssert.on(
              new RemoveZeroTerm(),
              """
              graph @g(%x: u8[N,4,3]) {
                %m = mul(%x, u8[]#[0])
                %y = sub(%m, %x)
                return %y
              }
              """
                  .replace("u8", element))
          .refuses("%x is " + element + "[N,4,3], which has no negation");
    }
  }
}
