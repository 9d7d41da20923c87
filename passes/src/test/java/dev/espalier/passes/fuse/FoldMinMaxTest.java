package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldMinMaxTest {
  @Test
  void minimumAndMaximumAreClips() {
    List<Rule<?>> both = List.of(new FoldMinMax(), new FoldClip());
    PassAssert.on(both, Chain.of("min(X, f32[]#[6])", "max(f32[1]#[0], X)"))
        .gives(Chain.of("clip(X) {min=0, max=6}"));
    PassAssert.on(both, Chain.of("max(X, f32[1,1]#[0])")).gives(Chain.of("relu(X)"));
  }

  @Test
  void otherMinimaAreNotClips() {
    PassAssert.on(new FoldMinMax(), Chain.of("min(X, %b=f32[4]#[1, 1, 1, 1])"))
        .refuses("%b is not a scalar bound");
    PassAssert.on(new FoldMinMax(), Chain.of("min(X, X)")).refuses("%y has no constant bound");
    PassAssert.on(
            new FoldMinMax(),
            Chain.of("min(X, %b=f32[1,1,1]#[1])")
                .replace("%y =", "%y =")
                .replace(" : f32[N,4]", ""))
        .refuses("%b is not a scalar bound");
    PassAssert.on(
            new FoldMinMax(), Chain.of("min(X, %b=i64[]#[1])").replace("f32[N,4]", "i64[N,4]"))
        .refuses("%b is not a scalar bound");
  }
}
