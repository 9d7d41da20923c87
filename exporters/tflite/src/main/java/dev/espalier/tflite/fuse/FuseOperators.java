package dev.espalier.tflite.fuse;

import dev.espalier.tflite.model.LiteModel;

/** All rewrites of a lowered graph, in order. */
public final class FuseOperators {
  private FuseOperators() {}

  public static LiteModel run(LiteModel model) {
    LiteModel merged = SkipFlatten.run(MergeReshapes.run(model));
    LiteModel folded = FoldTransposeIntoWeights.run(merged);
    return FuseActivation.run(FuseBias.run(folded));
  }
}
