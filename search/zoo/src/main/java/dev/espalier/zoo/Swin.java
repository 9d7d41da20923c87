package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Slice;
import java.util.List;

/**
 * A transformer whose attention stays within windows, which are shifted by half in every second
 * block (Liu et al.: Swin transformer, 2021). Values are [1,H,W,C].
 *
 * @param depths blocks of each stage
 * @param heads of the attention of each stage
 * @param headWidth channels of a head
 * @param window height and width of a window in tokens
 */
record Swin(List<Integer> depths, List<Integer> heads, int headWidth, int window) {
  static final Swin TINY = new Swin(List.of(2, 2, 6, 2), List.of(3, 6, 12, 24), 32, 7);

  private static final int PATCH = 4;
  private static final int EXPANSION = 4;
  private static final double EPSILON = 1e-5;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.TRUNCATED);
    int width = configuration.channels(headWidth);
    Kernel kernel = Kernel.of(PATCH).unpadded().stride(PATCH).withBias();
    Value x = network.image().in("features.0").conv("0", heads.get(0) * width, kernel);
    x = Layers.layerNorm(x.transpose(0, 2, 3, 1), "2", EPSILON);
    for (int stage = 0; stage < depths.size(); stage++) {
      x = stage > 0 ? merge(x.in("features." + 2 * stage)) : x;
      for (int i = 0; i < depths.get(stage); i++) {
        x = block(x.in("features." + (2 * stage + 1) + "." + i), heads.get(stage), i % 2 > 0);
      }
    }
    x = Layers.layerNorm(x.in(""), "norm", EPSILON).transpose(0, 3, 1, 2);
    return network.build(Layers.pooledFeatures(x).linear("head", configuration.classes()));
  }

  private Value block(Value x, int heads, boolean shifted) {
    WindowAttention attention = new WindowAttention(window, shifted ? window / 2 : 0, heads);
    Value normal = Layers.layerNorm(x, "norm1", EPSILON);
    Value y = x.add(attention.of(normal.within("attn")).in(x.scope()));
    int channels = (int) x.size(-1);
    Value hidden = Layers.layerNorm(y, "norm2", EPSILON).linear("mlp.0", channels * EXPANSION);
    return y.add(hidden.activate(Activation.GELU).linear("mlp.3", channels));
  }

  /** Four neighbours become one token of twice the channels. */
  private static Value merge(Value x) {
    Value even = Layers.padded(x, x.size(1) % 2, x.size(2) % 2);
    Value all =
        corner(even, 0, 0).concat(3, corner(even, 1, 0), corner(even, 0, 1), corner(even, 1, 1));
    int channels = (int) x.size(-1);
    return Layers.layerNorm(all, "norm", EPSILON).project("reduction", 2 * channels);
  }

  /** Every second row and column. */
  private static Value corner(Value x, long row, long column) {
    return x.then(
        new Slice(
            List.of(1L, 2L), List.of(row, column), List.of(x.size(1), x.size(2)), List.of(2L, 2L)));
  }
}
