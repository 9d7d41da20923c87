package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;

/**
 * A transformer over patches of a picture (Dosovitskiy et al.: An image is worth 16x16 words,
 * 2021).
 *
 * @param patch height and width of a patch in pixels
 * @param depth transformer blocks
 * @param heads of each attention
 * @param headWidth channels of a head
 * @param expansion hidden channels of the two linear layers of a block, per channel
 */
record VisionTransformer(int patch, int depth, int heads, int headWidth, int expansion) {
  static final VisionTransformer B16 = new VisionTransformer(16, 12, 12, 64, 4);

  private static final double EPSILON = 1e-6;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.TRUNCATED);
    Value x = tokens(network.image(), heads * configuration.channels(headWidth));
    for (int i = 0; i < depth; i++) {
      x = block(x.in("encoder.layers." + i));
    }
    x = Layers.layerNorm(x.in("encoder"), "ln", EPSILON);
    Value first = x.in("").split(1, 1, x.size(1) - 1).get(0);
    return network.build(
        first.reshape(1, x.size(-1)).linear("heads.head", configuration.classes()));
  }

  /** One token for the class, then one per patch: [1, 1 + patches, channels]. */
  private Value tokens(Value image, int channels) {
    Kernel kernel = Kernel.of(patch).unpadded().stride(patch).withBias();
    Value patches = image.conv("conv_proj", channels, kernel);
    Value tokens = image.parameter("class_token", 1, 1, channels).concat(1, Tokens.of(patches));
    return tokens.in("encoder").addParameter("pos_embedding", 1, tokens.size(1), channels);
  }

  private Value block(Value x) {
    Value y = x.add(attention(Layers.layerNorm(x, "ln_1", EPSILON)));
    Value hidden = Layers.layerNorm(y, "ln_2", EPSILON);
    int channels = (int) x.size(-1);
    hidden = hidden.linear("mlp.0", channels * expansion).activate(Activation.GELU);
    return y.add(hidden.linear("mlp.3", channels));
  }

  /** Query, key and value are made by one linear layer. */
  private Value attention(Value x) {
    int channels = (int) x.size(-1);
    Value inner = x.within("self_attention");
    List<Value> parts =
        inner.linear("in_proj", 3 * channels).split(2, channels, channels, channels);
    Value heard = Tokens.attend(parts.get(0), parts.get(1), parts.get(2), heads);
    return heard.linear("out_proj", channels).in(x.scope());
  }
}
