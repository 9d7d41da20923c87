package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeEqualNodesTest {
  @Test
  void equalOperatorsOnEqualOperands() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %a = relu(%x)
              %b = relu(%x)
              %c = neg(%a)
              %d = neg(%b)
              %y = add(%c, %d)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %a = relu(%x) : f32[N,4]
              %c = neg(%a) : f32[N,4]
              %y = add(%c, %c) : f32[N,4]
              return %y
            }
            """);
  }

  @Test
  void equalConstantsOfDifferentNames() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %a = mul(%x, f32[4]#rand(1))
              %b = mul(f32[4]#rand(1), %x)
              %y = sub(%a, %b)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %a = mul(%x, f32[4]) : f32[N,4]
              %y = sub(%a, %a) : f32[N,4]
              return %y
            }
            """);
  }

  @Test
  void theOutputKeepsItsName() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %a = relu(%x)
              %y = relu(%x)
              %z = neg(%a)
              return %y, %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %y = relu(%x) : f32[N,4]
              %z = neg(%y) : f32[N,4]
              return %y, %z
            }
            """);
  }

  @Test
  void ofTwoOutputsOneIsTheOther() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %y = relu(%x)
              %z = relu(%x)
              return %y, %z
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %y = relu(%x) : f32[N,4]
              %z = identity(%y) : f32[N,4]
              return %y, %z
            }
            """);
  }

  @Test
  void attributesCount() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %a = clip(%x) {min=0.0, max=6.0}
              %b = clip(%x) {min=0.0, max=5.0}
              %y = add(%a, %b)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void theOrderOfOperandsCounts() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4], %z: f32[N,4]) {
              %a = sub(%x, %z)
              %b = sub(%z, %x)
              %y = mul(%a, %b)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void opaqueOperatorsMayBeRandom() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[2]) {
              %a = opaque(%x) {domain="", kind="Bernoulli", payload="", results=[f32[2]]}
              %b = opaque(%x) {domain="", kind="Bernoulli", payload="", results=[f32[2]]}
              %y = add(%a, %b)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void aPartThatIsNotMadeCannotBeRead() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%x: f32[N,4]) {
              %a, _ = split(%x) {axis=1, sizes=[2,2]}
              %b, %c = split(%x) {axis=1, sizes=[2,2]}
              %d = add(%a, %b)
              %y = add(%d, %c)
              return %y
            }
            """)
        .changesNothing();
  }

  /** Whatever a value is called: this one as constants are where only their places count. */
  @Test
  void aValueIsNoConstant() {
    PassAssert.on(
            new MergeEqualNodes(),
            """
            graph @g(%"#": f32[N,4], %w: f32[N,4]) {
              %a = sub(%"#", %k=f32[]#[2])
              %b = sub(%k, %"#")
              %y = mul(%a, %b)
              return %y
            }
            """)
        .changesNothing();
  }
}
