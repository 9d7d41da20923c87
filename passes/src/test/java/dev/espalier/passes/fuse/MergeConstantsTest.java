package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import org.junit.jupiter.api.Test;

class MergeConstantsTest {
  private static String reduced(String lines) {
    return """
    graph @g(%x: f32[N,3,4,5]) {
      LINES
      return %y
    }
    """
        .replace("LINES", lines);
  }

  @Test
  void constantsInARowAreOne() {
    String[][] variants = {
      {"mul(%x, A)", "mul(B, %a)", "mul"},
      {"mul(%x, A)", "div(%a, B)", "mul"},
      {"div(%x, A)", "div(%a, B)", "mul"},
      {"add(%x, A)", "sub(%a, B)", "add"},
      {"sub(%x, A)", "add(%a, B)", "add"},
      {"sub(%x, A)", "sub(%a, B)", "add"}
    };
    for (String[] v : variants) {
      String lines = "%a = " + v[0] + " %y = " + v[1];
      String vector = "f32[3,1,1]#[1, 2, 4]";
      PassAssert.on(
              new MergeConstants(), reduced(lines.replace("A", vector).replace("B", "f32[]#[3]")))
          .gives(reduced("%y = " + v[2] + "(%x, f32[3,1,1]) : f32[N,3,4,5]"));
      PassAssert.on(
              new MergeConstants(), reduced(lines.replace("A", "f32[]#[3]").replace("B", vector)))
          .gives(reduced("%y = " + v[2] + "(%x, f32[3,1,1]) : f32[N,3,4,5]"));
    }
  }

  @Test
  void constantsThatDoNotCombineStay() {
    Rule<?> rule = new MergeConstants();
    PassAssert.on(rule, reduced("%a = mul(%x, f32[3,1,1]#rand(1)) %y = mul(%a, f32[4,1]#rand(2))"))
        .refuses("%a: the constants do not combine");
    PassAssert.on(rule, reduced("%a = div(%x, f32[3,1,1]#ones) %y = div(%a, f32[]#zeros)"))
        .refuses("%a: the constants do not combine");
    PassAssert.on(
            rule, reduced("%a = mul(%x, f32[3,1,1]#rand(1)) %y = mul(%a, f32[1,1,1,1,1]#[2])"))
        .refuses("%a: the constants do not combine");
    for (String lines :
        new String[] {
          "%a = mul(%x, f32[]#[2]) %y = add(%a, f32[]#[2])",
          "%a = mul(%x, f32[]#[2]) %y = div(f32[]#[2], %a)",
          "%a = sub(f32[]#[2], %x) %y = sub(%a, f32[]#[2])"
        }) {
      PassAssert.on(rule, reduced(lines)).refuses("%y has no two constants in a row");
    }
    PassAssert.on(
            rule,
            reduced("%a = mul(%x, f32[]#[2]) %y = mul(%a, f32[]#[2])")
                .replace("return %y", "return %y, %a"))
        .refuses("%a has another reader or is an output");
  }

  /** Two factors of 1e30 are more than a float holds, and x may be small. */
  @Test
  void constantsWhoseProductTheTypeDoesNotHoldStay() {
    Rule<?> rule = new MergeConstants();
    for (String factor : new String[] {"1e30", "1e-30"}) {
      String one = "f32[]#[" + factor + "]";
      PassAssert.on(rule, reduced("%a = mul(%x, " + one + ") %y = mul(%a, " + one + ")"))
          .refuses("%a: the constants do not combine");
    }
  }
}
