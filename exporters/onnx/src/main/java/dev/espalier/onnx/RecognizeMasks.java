package dev.espalier.onnx;

import dev.espalier.ir.Graph;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;

/**
 * Finds the masks that training frameworks export as convolutions, products and choices, and makes
 * them {@code channel_mask}. A score that is not finite is an {@link OnnxException}.
 */
public final class RecognizeMasks implements Pass {
  @Override
  public Graph run(Graph graph) {
    return new ApplyRules(
            new RecognizeConvMask(), new RecognizeFactorMask(), new RecognizeWhereMask())
        .run(graph);
  }
}
