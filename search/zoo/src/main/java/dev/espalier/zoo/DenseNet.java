package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Densely connected networks (Huang et al., 2017): each layer reads the results of all layers of
 * its block before it, one behind the other.
 *
 * @param growth channels that each layer adds
 * @param depths layers of each block
 */
record DenseNet(int growth, List<Integer> depths) {
  static final DenseNet D121 = new DenseNet(32, List.of(6, 12, 24, 16));

  private static final int STEM = 64;
  private static final int BOTTLENECK = 4;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_IN);
    int stem = configuration.channels(STEM);
    Value x = network.image().in("features").conv("conv0", stem, Kernel.of(7).stride(2));
    x = Layers.maxPool(x.batchNorm("norm0").activate(RELU), 3, 2, 1);
    for (int block = 1; block <= depths.size(); block++) {
      x = block(x.in("features.denseblock" + block), depths.get(block - 1));
      x = block < depths.size() ? transition(x.in("features.transition" + block)) : x;
    }
    x = x.in("features").batchNorm("norm5").activate(RELU).in("");
    return network.build(Layers.pooledFeatures(x).linear("classifier", configuration.classes()));
  }

  private Value block(Value x, int depth) {
    List<Value> features = new ArrayList<>(List.of(x));
    for (int i = 1; i <= depth; i++) {
      features.add(layer(together(features).within("denselayer" + i)).in(x.scope()));
    }
    return together(features);
  }

  private static Value together(List<Value> features) {
    return features.size() == 1 ? features.get(0) : Value.concat(1, features);
  }

  private Value layer(Value x) {
    int width = x.network().configuration().channels(growth);
    Value y = x.batchNorm("norm1").activate(RELU);
    y = y.conv("conv1", BOTTLENECK * width, Kernel.of(1)).batchNorm("norm2").activate(RELU);
    return y.conv("conv2", width, Kernel.of(3));
  }

  /** Half the channels at half the resolution. */
  private static Value transition(Value x) {
    Value y = x.batchNorm("norm").activate(RELU).conv("conv", x.channels() / 2, Kernel.of(1));
    return Layers.averagePool(y, 2, 2, 0);
  }
}
