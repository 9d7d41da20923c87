package dev.espalier.zoo;

import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.SpaceToDepth;

/**
 * The attention of a mixed block of RTSeg (AAAI 2023): patches become tokens, hear each other, pass
 * two linear layers, and become patches again. Tokens are normalised over their channels before
 * each part, and each part is added to its input.
 *
 * @param heads of the attention
 * @param widening channels of a token per channel of the block
 * @param expansion channels between the two linear layers, per channel of a token
 */
record MixedAttention(int heads, int widening, int expansion) {
  private static final double EPSILON = 1e-5;

  /**
   * @param patch rows, and columns, of positions that make one token
   */
  Value of(Value x, int patch) {
    Value patches = patch == 1 ? x : x.then(new SpaceToDepth(patch));
    int width = widening * x.channels();
    Value tokens = Tokens.of(patches).linear("patch_embed", width);
    tokens = tokens.add(attention(Layers.layerNorm(tokens, "ln1", EPSILON)));
    Value hidden = Layers.layerNorm(tokens, "ln2", EPSILON).linear("fc1", expansion * width);
    tokens = tokens.add(hidden.activate(Activation.GELU).linear("fc2", width));
    tokens = patches.channels() == width ? tokens : tokens.linear("unembed", patches.channels());
    Value picture = Tokens.picture(tokens, patches.size(2), patches.size(3));
    return patch == 1 ? picture : picture.then(new DepthToSpace(patch, false));
  }

  private Value attention(Value x) {
    int width = (int) x.size(2);
    Value heard =
        Tokens.attend(x.project("q", width), x.project("k", width), x.project("v", width), heads);
    return heard.linear("proj", width);
  }
}
