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
    return concat(
        Stream.of(
            FoldMinMax.all(),
            FoldClip.all(),
            RecognizeHardSwish.all(),
            RecognizeHardSigmoid.all(),
            RecognizeGelu.all(),
            RecognizeLayerNorm.all(),
            List.of(new FuseKeepDims())));
  }

  private static List<Rule<?>> masks() {
    return List.of(
        new RemoveFullMask(), new FuseChannelMask(), new MergeMasks(), new HoistChannelMask());
  }

  private static List<Rule<?>> weights() {
    return concat(
        Stream.of(
            FusePad.all(),
            List.of(new FuseBatchNorm()),
            FuseMul.all(),
            FuseAdd.all(),
            MergeConstants.all(),
            List.of(new FuseTranspose(), new FuseGemmBias())));
  }

  private static List<Rule<?>> concat(Stream<List<Rule<?>>> lists) {
    return lists.<Rule<?>>flatMap(List::stream).toList();
  }
}
