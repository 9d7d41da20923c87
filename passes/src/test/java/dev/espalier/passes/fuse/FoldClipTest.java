package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FoldClipTest {
  private static void folds(String expected, String... ops) {
    PassAssert.on(new FoldClip(), Chain.of(ops)).gives(Chain.of(expected));
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
            new FoldClip(),
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
    PassAssert.on(new FoldClip(), Chain.of("sin(X)", "relu(X)")).refuses("%a0 may exceed 0.0 to");
    PassAssert.on(new FoldClip(), Chain.of("tanh(X)", "clip(X) {min=-0.5, max=2}"))
        .refuses("%a0 may exceed -0.5 to 2.0");
  }

  @Test
  void anInnerClipThatOthersReadStays() {
    PassAssert.on(
            new FoldClip(),
            Chain.of("relu(X)", "clip(X) {min=0, max=6}").replace("return %y", "return %y, %a0"))
        .refuses("%a0 may exceed");
  }

  @Test
  void boundsThatCrossAreLeftAlone() {
    PassAssert.on(new FoldClip(), Chain.of("clip(X) {min=2, max=1}"))
        .refuses("%y has bounds that cross");
    PassAssert.on(new FoldClip(), Chain.of("clip(X) {min=2, max=1}", "relu(X)"))
        .refuses("%a0 may exceed");
  }
}
