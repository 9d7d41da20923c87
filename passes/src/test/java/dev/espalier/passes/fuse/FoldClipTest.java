package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldClipTest {
  /** Operators in a row; X is the value in front of each. */
  private static String chain(String... ops) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ops.length; i++) {
      String x = i == 0 ? "%x" : "%a" + (i - 1);
      String result = i == ops.length - 1 ? "%y" : "%a" + i;
      lines.add("  " + result + " = " + ops[i].replaceAll("\\bX\\b", x) + " : f32[N,4]");
    }
    return """
        graph @g(%x: f32[N,4]) {
        LINES
          return %y
        }
        """
        .replace("LINES", String.join("\n", lines));
  }

  private static void folds(String expected, String... ops) {
    PassAssert.on(FoldClip.all(), chain(ops)).gives(chain(expected));
  }

  @Test
  void theTightestBoundsAreLeft() {
    folds("clip(X) {min=0, max=6}", "relu(X)", "clip(X) {min=0, max=6}");
    folds("clip(X) {min=0, max=6}", "clip(X) {min=-1, max=6}", "relu(X)");
    folds("clip(X) {min=1, max=2}", "clip(X) {min=-1, max=2}", "clip(X) {min=1, max=6}");
    folds("relu(X)", "relu(X)", "relu(X)");
    folds("relu(X)", "clip(X) {min=0, max=inf}");
    folds("relu(X)", "clip(X) {min=-2, max=inf}", "relu(X)", "clip(X) {min=-1, max=inf}");
  }

  @Test
  void disjointBoundsGiveTheOuterOne() {
    folds("clip(X) {min=3, max=3}", "clip(X) {min=0, max=1}", "clip(X) {min=3, max=4}");
    folds("clip(X) {min=0, max=0}", "clip(X) {min=-4, max=-2}", "relu(X)");
  }

  @Test
  void aClipThatChangesNothingGoes() {
    folds("sigmoid(X)", "sigmoid(X)", "relu(X)");
    folds(
        "hard_sigmoid(X) {alpha=0.2, beta=0.5}",
        "hard_sigmoid(X) {alpha=0.2, beta=0.5}",
        "clip(X) {min=0, max=1}");
    folds("tanh(X)", "tanh(X)", "clip(X) {min=-1, max=2}");
    folds("exp(X)", "exp(X)", "clip(X) {min=-inf, max=inf}");
    PassAssert.on(
            FoldClip.all(),
            """
            graph @g(%x: f32[N,4,6,6]) {
              %a = relu(%x)
              %b = max_pool(%a) {kernel=[2,2], strides=[2,2]}
              %c = softplus(%x)
              %d = average_pool(%c) {kernel=[2,2], strides=[2,2]}
              %e = concat(%b, %d) {axis=1}
              %f = mul(%e, %e)
              %y = relu(%f)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[N,4,6,6]) {
              %a = relu(%x) : f32[N,4,6,6]
              %b = max_pool(%a) {kernel=[2,2], strides=[2,2]} : f32[N,4,3,3]
              %c = softplus(%x) : f32[N,4,6,6]
              %d = average_pool(%c) {kernel=[2,2], strides=[2,2]} : f32[N,4,3,3]
              %e = concat(%b, %d) {axis=1} : f32[N,8,3,3]
              %y = mul(%e, %e) : f32[N,8,3,3]
              return %y
            }
            """);
  }

  @Test
  void aValueThatMayBeNegativeIsClipped() {
    PassAssert.on(FoldClip.all(), chain("sin(X)", "relu(X)")).refuses("%a0 may exceed 0.0 to");
    PassAssert.on(FoldClip.all(), chain("tanh(X)", "clip(X) {min=-0.5, max=2}"))
        .refuses("%a0 may exceed -0.5 to 2.0");
  }

  @Test
  void anInnerClipThatOthersReadStays() {
    PassAssert.on(
            FoldClip.all(),
            chain("relu(X)", "clip(X) {min=0, max=6}").replace("return %y", "return %y, %a0"))
        .refuses("%a0 may exceed");
  }

  @Test
  void boundsThatCrossAreLeftAlone() {
    PassAssert.on(FoldClip.all(), chain("clip(X) {min=2, max=1}"))
        .refuses("%y has bounds that cross");
    PassAssert.on(FoldClip.all(), chain("clip(X) {min=2, max=1}", "relu(X)"))
        .refuses("%a0 may exceed");
  }

  @Test
  void minimumAndMaximumAreClips() {
    List<Rule<?>> both = Stream.concat(FoldMinMax.all().stream(), FoldClip.all().stream()).toList();
    PassAssert.on(both, chain("min(X, f32[]#[6])", "max(f32[1]#[0], X)"))
        .gives(chain("clip(X) {min=0, max=6}"));
    PassAssert.on(both, chain("max(X, f32[1,1]#[0])")).gives(chain("relu(X)"));
  }

  @Test
  void otherMinimaAreNotClips() {
    PassAssert.on(FoldMinMax.all(), chain("min(X, %b=f32[4]#[1, 1, 1, 1])"))
        .refuses("%b is not a scalar bound");
    PassAssert.on(FoldMinMax.all(), chain("min(X, X)")).refuses("%y has no constant bound");
    PassAssert.on(
            FoldMinMax.all(),
            chain("min(X, %b=f32[1,1,1]#[1])").replace("%y =", "%y =").replace(" : f32[N,4]", ""))
        .refuses("%b is not a scalar bound");
    PassAssert.on(FoldMinMax.all(), chain("min(X, %b=i64[]#[1])").replace("f32[N,4]", "i64[N,4]"))
        .refuses("%b is not a scalar bound");
  }
}
