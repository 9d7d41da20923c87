package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.List;

/**
 * The bilateral segmentation network on ResNet-18 (Yu et al., 2018): a short path keeps detail at
 * 1/8, a deep one sees the context.
 */
final class BiSeNet {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final BilateralDecoder DECODER = new BilateralDecoder(Interpolation.ALIGNED, 1);
  private static final int SPATIAL = 64;
  private static final int DETAIL = 128;
  private static final ScoreHead HEAD = ScoreHead.of(64);
  private static final ScoreHead AUXILIARY = ScoreHead.of(256);

  private BiSeNet() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    Value image = network.image();
    List<Value> stages = ResNet.R18.stages(image.in("context"), 32);
    Value detail = detail(image.in("spatial")).in("decoder");
    Value sixteenth = stages.get(2).in("decoder");
    Value fused = DECODER.of(detail, sixteenth, stages.get(3).in("decoder"), AUXILIARY);
    return network.build(Interpolation.ALIGNED.toInput(HEAD.of(fused.in("head"))));
  }

  private static Value detail(Value image) {
    Configuration configuration = image.network().configuration();
    int width = configuration.channels(SPATIAL);
    Value x = LAYERS.of(image, "0", width, Kernel.of(7).stride(2));
    x = LAYERS.of(x, "1", width, Kernel.of(3).stride(2));
    x = LAYERS.of(x, "2", width, Kernel.of(3).stride(2));
    return LAYERS.of(x, "3", configuration.channels(DETAIL), Kernel.of(1));
  }
}
