package dev.espalier.passes.fuse;

import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules that make one node of several. */
public final class FuseRules {
  private FuseRules() {}

  /**
   * All of them, in the order in which they are tried. Written-out activations and normalisations
   * are recognised before their parts can go into weights. Masks move and merge only where no
   * weight takes them, and summands only where they are not taken where they are.
   */
  public static List<Rule<?>> all() {
    return Stream.of(recognitions(), masks(), weights()).<Rule<?>>flatMap(List::stream).toList();
  }

  private static List<Rule<?>> recognitions() {
    return List.of(
        new FoldMinMax(),
        new FoldClip(),
        new RecognizeHardSwish(),
        new RecognizeHardSigmoid(),
        new RecognizeGelu(),
        new RecognizeLayerNorm(),
        new FuseKeepDims());
  }

  private static List<Rule<?>> masks() {
    return List.of(
        new RemoveFullMask(), new FuseChannelMask(), new MergeMasks(), new HoistChannelMask());
  }

  private static List<Rule<?>> weights() {
    return List.of(
        new FusePad(),
        new FuseBatchNorm(),
        new FuseMul(),
        new FuseAdd(),
        new MergeConstants(),
        new FuseTranspose(),
        new FuseGemmBias());
  }
}
