package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each reason of the ledger a graph in which a channel of the mask {@code %m} stays for it, and
 * the change to the graph without which it would go.
 */
class ReasonsTest {
  private static final String HEAD =
      """
      graph @g(%x: f32[1,4,6,6]) {
        %a = conv(%x, f32[4,4,1,1]#rand(1), f32[4]#rand(2))
        %m = channel_mask(%a, f32[4]#[1,0,1,1])
      """;

  /**
   * One reason.
   *
   * @param blocker what the ledger names
   * @param from the part of the text that is in the way
   * @param to what stands there when it is not
   */
  record Case(Blocker blocker, String text, String from, String to) {
    @Override
    public String toString() {
      return blocker.reason().text() + " %" + blocker.value();
    }
  }

  private static Case because(Reason reason, String value, String text, String from, String to) {
    return new Case(new Blocker(reason, value), text, from, to);
  }

  static Stream<Case> cases() {
    return Stream.of(
        because(
            Reason.LIVE_PARTNER,
            "b",
            HEAD
                + """
                  %b = conv(%x, f32[4,4,1,1]#rand(3))
                  %p = channel_mask(%b, f32[4]#[1,1,1,1])
                  %s = add(%m, %p)
                  %y = conv(%s, f32[5,4,1,1]#rand(4))
                  return %y
                }
                """,
            "[1,1,1,1])\n  %s",
            "[1,0,1,1])\n  %s"),
        because(
            Reason.GRAPH_OUTPUT,
            "m",
            HEAD
                + """
                  %y = conv(%m, f32[5,4,1,1]#rand(4))
                  return %m
                }
                """,
            "return %m",
            "return %y"),
        because(
            Reason.GRAPH_INPUT,
            "x",
            HEAD
                + """
                  %c = conv(%x, f32[4,4,1,1]#[1,0,0,0, 0,0,0,0, 0,0,1,0, 0,0,0,1])
                  %s = add(%m, %x)
                  %y = conv(%s, f32[5,4,1,1]#rand(4))
                  return %y
                }
                """,
            "add(%m, %x)",
            "add(%m, %c)"),
        because(
            Reason.OPAQUE_NEIGHBOUR,
            "o",
            HEAD
                + """
                  %o = opaque(%m) {domain="", kind="Unknown", payload="", results=[f32[1,4,6,6]]}
                  %y = conv(%o, f32[5,4,1,1]#rand(4))
                  return %y
                }
                """,
            "opaque(%m) {domain=\"\", kind=\"Unknown\", payload=\"\", results=[f32[1,4,6,6]]}",
            "tanh(%m)"),
        because(
            Reason.SHARED_WEIGHT,
            "w",
            HEAD
                + """
                  %b = conv(%x, f32[4,4,1,1]#rand(3))
                  %y = conv(%m, %w=f32[5,4,1,1]#rand(4))
                  %z = conv(%b, %w)
                  return %y, %z
                }
                """,
            "conv(%b, %w)",
            "conv(%b, f32[5,4,1,1]#rand(4))"),
        because(
            Reason.LAYER_NORM,
            "n",
            HEAD
                + """
                  %t = transpose(%m) {permutation=[0,2,3,1]}
                  %n = layer_normalization(%t, f32[4]#rand(3), f32[4]#rand(4)) {axis=3}
                  %y = mat_mul(%n, f32[4,5]#rand(5))
                  return %y
                }
                """,
            "layer_normalization(%t, f32[4]#rand(3), f32[4]#rand(4)) {axis=3}",
            "tanh(%t)"),
        because(
            Reason.REDUCED_AXIS,
            "s",
            HEAD
                + """
                  %s = softmax(%m) {axis=1}
                  %y = conv(%s, f32[5,4,1,1]#rand(4))
                  return %y
                }
                """,
            "softmax(%m) {axis=1}",
            "sigmoid(%m)"),
        because(
            Reason.FIXED_AXIS,
            "p",
            HEAD
                + """
                  %t = transpose(%m) {permutation=[0,2,3,1]}
                  %p = max_pool(%t) {kernel=[3,3], strides=[1,1], dilations=[1,1], pads=[1,1,1,1]}
                  %y = mat_mul(%p, f32[4,5]#rand(5))
                  return %y
                }
                """,
            "max_pool(%t) {kernel=[3,3], strides=[1,1], dilations=[1,1], pads=[1,1,1,1]}",
            "abs(%t)"),
        because(
            Reason.SYMBOLIC_SIZE,
            "v",
            """
            graph @g(%x: f32[1,L,16]) {
              %a = mat_mul(%x, f32[16,8]#rand(1))
              %m = channel_mask(%a, f32[8]#[1,0,1,1,1,1,1,1]) {axis=2}
              %t = transpose(%m) {permutation=[0,2,1]}
              %v = reshape(%t) {shape=[1,8*L]}
              %r = relu(%v)
              %u = reshape(%r) {shape=[1,8,L]}
              %y = conv(%u, f32[5,8,1]#rand(3)) {strides=[1], dilations=[1], pads=[0,0]}
              return %y
            }
            """,
            "L",
            "6"),
        because(
            Reason.SYMBOLIC_SIZE,
            "d",
            """
            graph @g(%x: f32[N,4,H,W]) {
              %a = conv(%x, f32[4,4,5,5]#rand(1), f32[4]#rand(2)) {pads=[2,2,2,2]}
              %m = channel_mask(%a, f32[4]#[1,0,1,1])
              %b = add(%m, f32[4,1,1]#rand(3))
              %d = conv(%b, f32[4,1,3,3]#rand(4)) {groups=4, pads=[1,1,1,1]}
              %e = batch_normalization(%d, f32[4]#rand(5), f32[4]#rand(6), f32[4]#rand(7), f32[4]#ones)
              %f = relu(%e)
              %y = conv(%f, f32[5,4,1,1]#rand(8))
              return %y
            }
            """,
            "H,W]",
            "4,4]"),
        because(
            Reason.UNEQUAL_GROUPS,
            "y",
            HEAD
                + """
                  %y = conv(%m, f32[6,2,1,1]#rand(4)) {groups=2}
                  return %y
                }
                """,
            "[1,0,1,1]",
            "[1,0,1,0]"),
        because(
            Reason.RESHAPE,
            "r",
            """
            graph @g(%x: f32[4,4]) {
              %a = gemm(%x, f32[4,6]#rand(1), f32[6]#rand(2))
              %m = channel_mask(%a, f32[6]#[1,0,1,1,0,1])
              %r = reshape(%m) {shape=[4,2,3]}
              %p = mat_mul(%r, f32[3,5]#rand(3))
              %y = conv(%p, f32[3,2,1]#rand(5)) {strides=[1], dilations=[1], pads=[0,0]}
              %q = reshape(%m) {shape=[4,3,2]}
              %s = mat_mul(%q, f32[2,5]#rand(4))
              %z = conv(%s, f32[3,3,1]#rand(6)) {strides=[1], dilations=[1], pads=[0,0]}
              return %y, %z
            }
            """,
            "[4,3,2]}\n  %s = mat_mul(%q, f32[2,5]#rand(4))\n  %z = conv(%s, f32[3,3,1]",
            "[4,2,3]}\n  %s = mat_mul(%q, f32[3,5]#rand(4))\n  %z = conv(%s, f32[3,2,1]"),
        because(
            Reason.CARRIER,
            "y",
            HEAD.replace("6,6]", "H,W]")
                + """
                  %b = add(%m, f32[4,1,1]#rand(3))
                  %y = conv(%b, f32[5,4,3,3]#rand(4)) {pads=[1,1,1,1]}
                  return %y
                }
                """,
            " {pads=[1,1,1,1]}",
            ""),
        new Case(
            new Blocker(Reason.COST, "y", 5 * 62 * 62 * 4),
            HEAD.replace("6,6]", "64,64]")
                + """
                  %b = add(%m, f32[1,4,64,1]#rand(3))
                  %y = conv(%b, f32[5,4,3,3]#rand(4))
                  return %y
                }
                """,
            "f32[1,4,64,1]",
            "f32[4,1,1]"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBlockerIsNamedAndWithoutItTheChannelGoes(Case one) {
    assertThat(one.text()).contains(one.from());
    assertThat(mask(one.text()).reasons()).containsExactly(one.blocker());
    LedgerEntry free = mask(one.text().replace(one.from(), one.to()));
    assertThat(free.reasons()).isEmpty();
    assertThat(free.count(Fate.KEPT)).isZero();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eitherWayTheNumbersAreTheSame(Case one) {
    String free = one.text().replace(one.from(), one.to());
    Stream.of(one.text(), free)
        .filter(text -> !text.contains("opaque"))
        .map(text -> text.replaceAll("\\bf32\\b", "f64"))
        .forEach(text -> assertThat(PipelineFault.in(IrParser.parse(text), 1)).isEmpty());
  }

  @Test
  void everyReasonHasItsCase() {
    assertThat(cases().map(one -> one.blocker().reason())).contains(Reason.values());
  }

  @Test
  void reportsSayReasonsInWords() {
    assertThat(Reason.LIVE_PARTNER.text()).isEqualTo("live partner");
    assertThat(Stream.of(Reason.values()).map(Reason::text))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.equals(text.toLowerCase(Locale.ROOT)));
  }

  private static LedgerEntry mask(String text) {
    List<LedgerEntry> entries = Pipeline.standard(IrParser.parse(text)).ledger().entries();
    return entries.stream().filter(e -> e.value().equals("m")).findFirst().orElseThrow();
  }
}
