package dev.espalier.passes.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  @Test
  void chainsOfConstants() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,4]) {
              %a = mul(f32[4]#[1, 2, 3, 4], f32[]#[0.5])
              %b = sqrt(%a)
              %y = add(%x, %b)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %y = add(%x, f32[4]) : f32[N,4]
              return %y
            }
            """);
  }

  @Test
  void integersExactly() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: i64[1]) {
              %a = add(i64[1]#[9007199254740993], i64[]#[2])
              %y = sub(%x, %a)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: i64[1]) {
              %y = sub(%x, i64[1]#[9007199254740995]) : i64[1]
              return %y
            }
            """);
  }

  @Test
  void viewsOfWeights() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,3]) {
              %w = transpose(f32[6,3]#rand(1)) {permutation=[1,0]}
              %v = slice(%w) {axes=[1], starts=[1], ends=[6], steps=[2]}
              %r = reshape(%v) {shape=[1,3,3]}
              %i = index_select(%r) {axis=2, indices=[2,0]}
              %m = reshape(%i) {shape=[3,2]}
              %y = mat_mul(%x, %m)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3]) {
              %y = mat_mul(%x, f32[3,2]) : f32[N,2]
              return %y
            }
            """);
  }

  @Test
  void partsOfASplit() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,3]) {
              %a, %b = split(f32[7]#[1, 2, 3, 4, 5, 6, 7]) {axis=0, sizes=[4,3]}
              %y = mul(%x, %b)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,3]) {
              %y = mul(%x, f32[3]) : f32[N,3]
              return %y
            }
            """);
  }

  @Test
  void anOutputStaysAnOutput() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,4]) {
              %y = neg(f32[2]#[1, 2])
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4]) {
              %y = identity(f32[2]) : f32[2]
              return %y
            }
            """);
  }

  @Test
  void aConstantOutputIsLeftAlone() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,4]) {
              %y = identity(f32[2]#[1, 2])
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void aRepeatedConstantWouldGrowTheFile() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[1,512,1024]) {
              %e = expand(f32[]#[2]) {shape=[512,1024]}
              %y = add(%x, %e)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void opaqueOperatorsMayBeRandom() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[2]) {
              %r = opaque(f32[2]#[1, 2]) {domain="", kind="Bernoulli", payload="", results=[f32[2]]}
              %y = add(%x, %r)
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void choicesAreForTheirOwnRule() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[N,4]) {
              %y = choice(f32[1]#[1], f32[1]#[2], f32[2]#[0, 1])
              return %y
            }
            """)
        .changesNothing();
  }

  @Test
  void anOperatorThatCannotBeComputedIsNamed() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: i64[1]) {
              %k = div(i64[]#[1], i64[]#[0])
              %y = add(%x, %k)
              return %y
            }
            """)
        .fails("%k");
  }

  /** 2^24 elements in steps that only double. */
  @Test
  void aFileDoesNotGrowInSmallSteps() {
    StringBuilder text = new StringBuilder();
    text.append("graph @g(%x: f32[1]) {\n  %a0 = tile(f32[1]#ones) {repeats=[2]}\n");
    for (int i = 1; i < 24; i++) {
      text.append("  %%a%d = concat(%%a%d, %%a%d) {axis=0}\n".formatted(i, i - 1, i - 1));
    }
    text.append("  %y = mul(%x, %a23)\n  return %y\n}\n");
    Graph once = new FoldConstants().run(IrParser.parse(text.toString()));
    assertThat(new FoldConstants().run(once)).isSameAs(once);
    assertThat(once.constants().values()).allMatch(tensor -> tensor.byteSize() <= FoldPlan.TINY);
  }

  /** The negation makes the file no larger, the sum of two vectors would. */
  @Test
  void whatStaysIsComputedAsFarAsTheFileDoesNotGrow() {
    PassAssert.on(
            new FoldConstants(),
            """
            graph @g(%x: f32[512,512,4]) {
              %n = neg(f32[512,1,1]#rand(1))
              %s = add(%n, f32[1,512,1]#rand(2))
              %t = expand(%s) {shape=[512,512,4]}
              %y = add(%x, %t)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[512,512,4]) {
              %s = add(f32[512,1,1], f32[1,512,1]) : f32[512,512,1]
              %t = expand(%s) {shape=[512,512,4]} : f32[512,512,4]
              %y = add(%x, %t) : f32[512,512,4]
              return %y
            }
            """);
  }
}
