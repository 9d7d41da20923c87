package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FusePadTest {
  private static final String CONV = "conv(%p, f32[4,3,3,3]#rand(1))";

  private static String padded(String pad, String layer) {
    return """
    graph @g(%x: f32[N,3,6,7]) {
      %r = relu(%x)
      %p = pad(%r) {PAD}
      %y = LAYER
      return %y
    }
    """
        .replace("PAD", pad)
        .replace("LAYER", layer);
  }

  private static String fused(String layer) {
    return """
    graph @g(%x: f32[N,3,6,7]) {
      %r = relu(%x) : f32[N,3,6,7]
      %y = LAYER
      return %y
    }
    """
        .replace("LAYER", layer);
  }

  @Test
  void intoConvolution() {
    PassAssert.on(new FusePad(), padded("pads=[0,0,1,2,0,0,3,4]", CONV))
        .gives(fused("conv(%r, f32[4,3,3,3]) {pads=[1,2,3,4]} : f32[N,4,8,11]"));
  }

  @Test
  void existingPadsAddUp() {
    PassAssert.on(new FusePad(), padded("pads=[0,0,1,2,0,0,3,4]", CONV + " {pads=[1,0,0,2]}"))
        .gives(fused("conv(%r, f32[4,3,3,3]) {pads=[2,2,3,6]} : f32[N,4,9,13]"));
  }

  @Test
  void intoMaximumPool() {
    String pool = "max_pool(%p) {kernel=[3,3], strides=[2,2]}";
    String expected =
        fused("max_pool(%r) {kernel=[3,3], strides=[2,2], pads=[1,0,1,0]} : f32[N,3,3,3]");
    PassAssert.on(new FusePad(), padded("pads=[0,0,1,0,0,0,1,0]", pool)).gives(expected);
    PassAssert.on(new FusePad(), padded("pads=[0,0,1,0,0,0,1,0], value=-inf", pool))
        .gives(expected);
  }

  @Test
  void intoAveragePoolWhichThenCountsThem() {
    String expected =
        fused(
            "average_pool(%r) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1], countIncludePad=true}"
                + " : f32[N,3,3,4]");
    PassAssert.on(
            new FusePad(),
            padded("pads=[0,0,1,1,0,0,1,1]", "average_pool(%p) {kernel=[3,3], strides=[2,2]}"))
        .gives(expected);
    PassAssert.on(
            new FusePad(),
            padded(
                "pads=[0,0,1,0,0,0,1,0]",
                "average_pool(%p) {kernel=[3,3], strides=[2,2], pads=[0,1,0,1],"
                    + " countIncludePad=true}"))
        .gives(expected);
  }

  @Test
  void refusesOtherPads() {
    for (String pad :
        new String[] {
          "pads=[0,0,1,1,0,0,1,1], mode=reflect",
          "pads=[0,0,1,1,0,0,1,1], mode=edge",
          "pads=[0,0,2,2,0,0,-1,0]",
          "pads=[1,0,1,1,0,0,1,1]"
        }) {
      PassAssert.on(new FusePad(), padded(pad, CONV))
          .refuses("%p does not only add constants around spatial axes");
    }
    PassAssert.on(
            new FusePad(), padded("pads=[0,1,1,1,0,0,1,1]", CONV.replace("f32[4,3,", "f32[4,4,")))
        .refuses("%p does not only add constants around spatial axes");
    PassAssert.on(new FusePad(), padded("pads=[0,0,1,1,0,0,1,1], value=1", CONV))
        .refuses("%p: the padding is not what the operator would add");
  }

  @Test
  void refusesPadsThatOthersRead() {
    PassAssert.on(
            new FusePad(),
            padded("pads=[0,0,1,1,0,0,1,1]", CONV).replace("return %y", "return %y, %p"))
        .refuses("%p has another reader or is an output");
  }

  @Test
  void refusesZerosThatCanWinAMaximum() {
    PassAssert.on(
            new FusePad(),
            padded("pads=[0,0,0,0,0,0,1,1]", "max_pool(%p) {kernel=[2,2]}").replace("relu", "sin"))
        .refuses("%p: the padding is not what the operator would add");
  }

  @Test
  void refusesPoolsWhoseWindowsMayMissTheInput() {
    for (String pool :
        new String[] {
          "max_pool(%p) {kernel=[2,2]}",
          "max_pool(%p) {kernel=[3,3], strides=[2,2], ceil=true}",
          "max_pool(%p) {kernel=[3,3], dilations=[2,2]}",
          "average_pool(%p) {kernel=[2,2]}",
          "average_pool(%p) {kernel=[3,3], strides=[2,2], ceil=true}"
        }) {
      PassAssert.on(new FusePad(), padded("pads=[0,0,2,2,0,0,2,2]", pool))
          .refuses("%p: the padding is not what the operator would add");
    }
  }

  @Test
  void refusesAnAveragePoolWithPadsThatDoNotCount() {
    PassAssert.on(
            new FusePad(),
            padded("pads=[0,0,1,1,0,0,1,1]", "average_pool(%p) {kernel=[3,3], pads=[1,1,1,1]}"))
        .refuses("%p: the padding is not what the operator would add");
  }
}
