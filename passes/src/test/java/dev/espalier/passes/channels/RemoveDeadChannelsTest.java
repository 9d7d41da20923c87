package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.api.Test;

/** Removal as part of the standard pipeline: the text of the result, and equal numbers. */
class RemoveDeadChannelsTest {
  private static final Pass PIPELINE = graph -> Pipeline.standard(graph).graph();

  private static Ledger ledger(String text) {
    return Pipeline.standard(IrParser.parse(text)).ledger();
  }

  @Test
  void channelsOfHeadsAreFollowedPastAxesOfOne() {
    PassAssert.on(
            PIPELINE,
            """
            graph @g(%x: f32[5,6]) {
              %a = mat_mul(%x, f32[6,8]#rand(1))
              %m = channel_mask(%a, f32[8]#[1,0,0,1,1,0,0,1]) {axis=1}
              %r = reshape(%m) {shape=[5,2,4]}
              %t = transpose(%r) {permutation=[1,0,2]}
              %u = reshape(%t) {shape=[1,2,5,4]}
              %p = mat_mul(%u, f32[4,3]#rand(2))
              %q = mat_mul(%t, f32[4,3]#rand(3))
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[5,6]) {
              %a = mat_mul(%x, f32[6,4]) : f32[5,4]
              %r = reshape(%a) {shape=[5,2,2]} : f32[5,2,2]
              %t = transpose(%r) {permutation=[1,0,2]} : f32[2,5,2]
              %u = reshape(%t) {shape=[1,2,5,2]} : f32[1,2,5,2]
              %p = mat_mul(%u, f32[2,3]) : f32[1,2,5,3]
              %q = mat_mul(%t, f32[2,3]) : f32[2,5,3]
              %y = add(%p, %q) : f32[1,2,5,3]
              return %y
            }
            """);
  }

  @Test
  void aBlockOfWhichNothingIsLeftBecomesAConstant() {
    String text =
        """
        graph @g(%x: f32[1,4,8,8]) {
          %a = conv(%x, f32[8,4,1,1]#rand(1), f32[8]#rand(2))
          %m = channel_mask(%a, f32[8]#zeros)
          %r = relu(%m)
          %d = conv(%r, f32[8,1,3,3]#rand(3), f32[8]#rand(4)) {pads=[1,1,1,1], groups=8}
          %p = conv(%d, f32[4,8,1,1]#rand(5))
          %s = add(%p, %x)
          %y = conv(%s, f32[2,4,1,1]#rand(6))
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,4,8,8]) {
              %s = add(f32[1,4,1,1], %x) : f32[1,4,8,8]
              %y = conv(%s, f32[2,4,1,1]) : f32[1,2,8,8]
              return %y
            }
            """);
    assertThat(ledger(text).entries()).hasSize(1);
    assertThat(ledger(text).count(Fate.FOLDED)).isEqualTo(8);
  }

  @Test
  void aChannelShuffleIsPrunedFreely() {
    String text =
        """
        graph @g(%x: f32[1,3,6,6]) {
          %a = conv(%x, f32[8,3,1,1]#rand(1), f32[8]#rand(2))
          %m = channel_mask(%a, f32[8]#[1, 0, 1, 1, 0, 1, 1, 1])
          %b = conv(%x, f32[8,3,1,1]#rand(3), f32[8]#rand(4))
          %n = channel_mask(%b, f32[8]#[0, 1, 1, 1, 1, 1, 0, 1])
          %c = concat(%m, %n) {axis=1}
          %t0 = reshape(%c) {shape=[1,2,8,6,6]}
          %t1 = transpose(%t0) {permutation=[0,2,1,3,4]}
          %t2 = reshape(%t1) {shape=[1,16,6,6]}
          %l, %r = split(%t2) {axis=1, sizes=[8,8]}
          %y = conv(%l, f32[4,8,3,3]#rand(5))
          %z = conv(%r, f32[4,8,1,1]#rand(6))
          return %y, %z
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,3,6,6]) {
              %a = conv(%x, f32[6,3,1,1], f32[6]) : f32[1,6,6,6]
              %b = conv(%x, f32[6,3,1,1], f32[6]) : f32[1,6,6,6]
              %c = concat(%a, %b) {axis=1} : f32[1,12,6,6]
              %l.part = index_select(%c) {axis=1, indices=[0,1,2,6,7,8]} : f32[1,6,6,6]
              %l.part2 = index_select(%c) {axis=1, indices=[3,4,5,9,10,11]} : f32[1,6,6,6]
              %y = conv(%l.part, f32[4,6,3,3]) : f32[1,4,4,4]
              %z = conv(%l.part2, f32[4,6,1,1]) : f32[1,4,6,6]
              return %y, %z
            }
            """);
    assertThat(ledger(text).count(Fate.REMOVED)).isEqualTo(4);
  }

  @Test
  void aLayerNormKeepsItsChannels() {
    String text =
        """
        graph @g(%x: f32[1,6,16]) {
          %a = mat_mul(%x, f32[16,8]#rand(1))
          %m = channel_mask(%a, f32[8]#[1, 0, 1, 1, 0, 1, 1, 1]) {axis=2}
          %n = layer_normalization(%m, f32[8]#rand(2), f32[8]#rand(3)) {axis=2}
          %y = mat_mul(%n, f32[8,5]#rand(4))
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,6,16]) {
              %m = mat_mul(%x, f32[16,8]) : f32[1,6,8]
              %n = layer_normalization(%m, f32[8], f32[8]) {axis=2} : f32[1,6,8]
              %y = mat_mul(%n, f32[8,5]) : f32[1,6,5]
              return %y
            }
            """);
    assertThat(ledger(text).entries().get(0).reasons())
        .containsExactly(new Blocker(Reason.LAYER_NORM, "n"));
  }

  @Test
  void aPositionTakenOutOfAnAxisThatIsCutElsewhereHasNoGroup() {
    String text =
        """
        graph @g(%x: f32[1,6,4]) {
          %r = reshape(%x) {shape=[1,2,3,4]}
          %c = reshape(%r) {shape=[1,6,4]}
          %i = index_select(%c) {axis=1, indices=[2]}
          return %r, %i
        }
        """;
    PassAssert.on(new RemoveDeadChannels(), text).changesNothing();
  }

  @Test
  void aSharedWeightIsCutWhereBothReadersAllowIt() {
    String text =
        """
        graph @g(%x: f32[1,8,6,6]) {
          %a = conv(%x, f32[16,8,1,1]#rand(1), f32[16]#rand(2))
          %m = channel_mask(%a, f32[16]#[1,0,1,0,1,1,1,1,1,0,1,1,1,1,1,1])
          %l, %r = split(%m) {axis=1, sizes=[8,8]}
          %y = conv(%l, %w=f32[4,8,1,1]#rand(3))
          %z = conv(%r, %w)
          return %y, %z
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,8,6,6]) {
              %m = conv(%x, f32[14,8,1,1], f32[14]) : f32[1,14,6,6]
              %l, %r = split(%m) {axis=1, sizes=[7,7]} : f32[1,7,6,6], f32[1,7,6,6]
              %y = conv(%l, %w=f32[4,7,1,1]) : f32[1,4,6,6]
              %z = conv(%r, %w) : f32[1,4,6,6]
              return %y, %z
            }
            """);
    assertThat(ledger(text).entries().get(0).reasons())
        .containsExactly(new Blocker(Reason.SHARED_WEIGHT, "w"));
    String apart = text.replace("conv(%r, %w)", "conv(%r, f32[4,8,1,1]#rand(3))");
    assertThat(ledger(apart).count(Fate.KEPT)).isZero();
  }

  @Test
  void channelsLeaveConcatAndFlatten() {
    String text =
        """
        graph @g(%x: f32[1,3,9,9]) {
          %a = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(12))
          %ma = channel_mask(%a, f32[8]#[1,0,1,0,1,0,1,0])
          %b = conv(%x, f32[8,3,3,3]#rand(2), f32[8]#rand(13))
          %mb = channel_mask(%b, f32[8]#[1,0,1,0,1,0,1,0])
          %c = concat(%ma, %mb) {axis=1}
          %d = conv(%c, f32[32,16,3,3]#rand(3))
          %md = channel_mask(%d, f32[32]#[1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0])
          %f = reshape(%md) {shape=[1,800]}
          %y = gemm(%f, f32[100,800]#rand(4), f32[100]#rand(5)) {transB=true}
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,3,9,9]) {
              %a = conv(%x, f32[4,3,3,3], f32[4]) : f32[1,4,7,7]
              %b = conv(%x, f32[4,3,3,3], f32[4]) : f32[1,4,7,7]
              %c = concat(%a, %b) {axis=1} : f32[1,8,7,7]
              %d = conv(%c, f32[16,8,3,3]) : f32[1,16,5,5]
              %f = reshape(%d) {shape=[1,400]} : f32[1,400]
              %y = gemm(%f, f32[100,400], f32[100]) {transB=true} : f32[1,100]
              return %y
            }
            """);
    assertThat(ledger(text).count(Fate.REMOVED)).isEqualTo(24);
  }

  @Test
  void groupsOfAConvolutionStayEqual() {
    String text =
        """
        graph @g(%x: f32[1,3,8,8]) {
          %s = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(12)) {pads=[1,1,1,1]}
          %ms = channel_mask(%s, f32[8]#[1,0,0,0,1,0,1,0])
          %a = conv(%ms, f32[16,8,1,1]#rand(2), f32[16]#rand(13))
          %r = relu(%a)
          %d = conv(%r, f32[16,1,3,3]#rand(3), f32[16]#rand(14)) {pads=[1,1,1,1], groups=16}
          %md = channel_mask(%d, f32[16]#[1,0,1,0,1,0,1,0,1,1,1,1,0,0,0,0])
          %p = conv(%md, f32[8,16,1,1]#rand(4))
          %mp = channel_mask(%p, f32[8]#[1,0,0,1,1,0,1,1])
          %q = add(%ms, %mp)
          %g = reduce_mean(%q) {axes=[2,3], keepDims=true}
          %g1 = conv(%g, f32[4,8,1,1]#rand(20), f32[4]#rand(21))
          %g2 = relu(%g1)
          %g3 = conv(%g2, f32[8,4,1,1]#rand(22), f32[8]#rand(23))
          %g4 = sigmoid(%g3)
          %se = mul(%q, %g4)
          %gr = conv(%se, f32[8,4,3,3]#rand(30), f32[8]#rand(31)) {pads=[1,1,1,1], groups=2}
          %y = conv(%gr, f32[4,8,1,1]#rand(9))
          return %y
        }
        """;
    PassAssert.on(PIPELINE, text)
        .gives(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %ms = conv(%x, f32[6,3,3,3], f32[6]) {pads=[1,1,1,1]} : f32[1,6,8,8]
              %a = conv(%ms, f32[8,6,1,1], f32[8]) : f32[1,8,8,8]
              %r = relu(%a) : f32[1,8,8,8]
              %d = conv(%r, f32[8,1,3,3], f32[8]) {pads=[1,1,1,1], groups=8} : f32[1,8,8,8]
              %mp = conv(%d, f32[6,8,1,1]) : f32[1,6,8,8]
              %q = add(%ms, %mp) : f32[1,6,8,8]
              %g = reduce_mean(%q) {axes=[2,3]} : f32[1,6,1,1]
              %g1 = conv(%g, f32[4,6,1,1], f32[4]) : f32[1,4,1,1]
              %g2 = relu(%g1) : f32[1,4,1,1]
              %g3 = conv(%g2, f32[6,4,1,1], f32[6]) : f32[1,6,1,1]
              %g4 = sigmoid(%g3) : f32[1,6,1,1]
              %se = mul(%q, %g4) : f32[1,6,8,8]
              %gr = conv(%se, f32[8,3,3,3], f32[8]) {pads=[1,1,1,1], groups=2} : f32[1,8,8,8]
              %y = conv(%gr, f32[4,8,1,1]) : f32[1,4,8,8]
              return %y
            }
            """);
    assertThat(ledger(text).entries().stream().flatMap(e -> e.reasons().stream()))
        .extracting(Blocker::reason)
        .contains(Reason.UNEQUAL_GROUPS, Reason.LIVE_PARTNER);
  }

  /** Not a masked channel, though it is not above one half. */
  @Test
  void aScoreThatIsNotANumberIsAnError() {
    for (String score : new String[] {"nan", "inf", "-inf"}) {
      PassAssert.on(
              PIPELINE,
              """
              graph @g(%x: f32[1,3,4,4]) {
                %a = conv(%x, f32[4,3,1,1]#rand(1))
                %m = channel_mask(%a, f32[4]#[1, SCORE, 0, 1])
                %y = conv(%m, f32[2,4,1,1]#rand(2))
                return %y
              }
              """
                  .replace("SCORE", score))
          .fails("%m: score 1 is ");
    }
  }
}
