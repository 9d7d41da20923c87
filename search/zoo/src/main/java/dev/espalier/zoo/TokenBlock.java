package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU6;

import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Softmax;

/**
 * Attention and two 1x1 convolutions with a depthwise one between them, on a picture [N,C,H,W],
 * each added to what goes in (Zhang et al.: TopFormer, 2022). Everything is normalised by batch,
 * and the products of queries and keys are not divided by anything.
 *
 * @param heads of the attention
 * @param keyChannels of a query and a key in a head
 * @param attentionRatio channels of a value in a head, per channel of a key; rounded
 * @param hiddenRatio channels between the 1x1 convolutions, per channel of the picture; rounded
 *     down
 */
record TokenBlock(int heads, int keyChannels, double attentionRatio, double hiddenRatio) {
  private static final Kernel ONE = Kernel.of(1);
  private static final ConvBlock LINEAR = ConvBlock.of(NONE);

  Value of(Value x) {
    Value y = x.add(attention(x));
    return y.add(hidden(y));
  }

  private Value attention(Value x) {
    int key = x.network().configuration().channels(keyChannels);
    int value = (int) Math.round(attentionRatio * key);
    long positions = x.size(2) * x.size(3);
    Value queries = LINEAR.of(x, "q", heads * key, ONE).reshape(1, heads, key, positions);
    Value keys = LINEAR.of(x, "k", heads * key, ONE).reshape(1, heads, key, positions);
    Value values = LINEAR.of(x, "v", heads * value, ONE).reshape(1, heads, value, positions);
    Value weights = queries.transpose(0, 1, 3, 2).then(new MatMul(), keys).then(new Softmax(3));
    Value heard = weights.then(new MatMul(), values.transpose(0, 1, 3, 2)).transpose(0, 1, 3, 2);
    Value merged =
        heard.reshape(1, values.channels() * (long) value, x.size(2), x.size(3)).activate(RELU6);
    return merged.within("proj").conv("0", x.channels(), ONE).silentBatchNorm("1").in(x.scope());
  }

  private Value hidden(Value x) {
    Value wide = LINEAR.of(x, "fc1", (int) (hiddenRatio * x.channels()), ONE);
    Value mixed = wide.depthwise("mlp_dw", Kernel.of(3).withBias()).activate(RELU6);
    return LINEAR.of(mixed, "fc2", x.channels(), ONE);
  }
}
