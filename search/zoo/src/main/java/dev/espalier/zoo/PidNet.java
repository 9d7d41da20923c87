package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Activation.SIGMOID;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Sub;
import java.util.List;

/**
 * PIDNet (Xu et al., 2023): one branch keeps detail at 1/8 (proportional), one sees the context at
 * 1/64 (integral), and a third, at 1/8 too, finds borders and decides where which one counts
 * (derivative).
 *
 * @param width channels of the stem
 * @param shallow blocks of the stages at 1/8 and above
 * @param deep blocks of the stages at 1/16 and 1/32
 * @param means channels of each branch of the pyramid at 1/64
 * @param hidden channels in front of the classifier
 */
record PidNet(int width, int shallow, int deep, int means, int hidden) {
  static final PidNet SMALL = new PidNet(32, 2, 3, 96, 128);

  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final ConvBlock LINEAR = ConvBlock.of(NONE);
  private static final ResidualBlock BOTTLENECK = new ResidualBlock(2);

  /** The scores come out at 1/8. */
  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    int c = configuration.channels(width);
    Kernel half = THREE.stride(2).withBias();
    Value x = LAYERS.of(LAYERS.of(network.image(), "stem.0", c, half), "stem.1", c, half);
    x = stage(x, "layer1", c, shallow, 1).activate(RELU);
    Value shared = stage(x, "layer2", 2 * c, shallow, 2).activate(RELU);

    Value context = stage(shared, "layer3", 4 * c, deep, 2).activate(RELU);
    Value detail = attend(stage(shared, "layer3_p", 2 * c, shallow, 1), context, "pag3");
    Value border = inject(stage(shared, "layer3_d", c, 1, 1), context, "diff3");

    context = stage(context, "layer4", 8 * c, deep, 2).activate(RELU);
    detail = attend(stage(detail.activate(RELU), "layer4_p", 2 * c, shallow, 1), context, "pag4");
    border = inject(narrow(border.activate(RELU), "layer4_d", c), context, "diff4");

    Value refined = detail;
    network.auxiliary(() -> head(refined.in("seghead_p")));
    Value last = BOTTLENECK.of(context.in("layer5.0"), 8 * c, THREE.stride(2)).activate(RELU);
    last = BOTTLENECK.of(last.in("layer5.1"), 8 * c, THREE);
    detail = narrow(detail.activate(RELU), "layer5_p", 2 * c);
    border = narrow(border.activate(RELU), "layer5_d", 2 * c);
    PidPyramid pyramid = new PidPyramid(configuration.channels(means), detail.channels());
    context = Interpolation.BILINEAR.like(detail, pyramid.of(last.in("spp")).in(""));
    return network.build(head(blend(detail, context, border).in("final")));
  }

  /** Plain blocks; no activation behind the last. */
  private static Value stage(Value x, String name, int width, int blocks, int stride) {
    Value y = x;
    for (int i = 0; i < blocks; i++) {
      Value input = (i == 0 ? y : y.activate(RELU)).in(name + "." + i);
      y = ResidualBlock.PLAIN.of(input, width, THREE.stride(i == 0 ? stride : 1));
    }
    return y.in("");
  }

  /** One bottleneck. */
  private static Value narrow(Value x, String name, int width) {
    return BOTTLENECK.of(x.in(name + ".0"), width, THREE).in("");
  }

  /** Between two values pixel by pixel, the more of the second the more alike they are. */
  private static Value attend(Value x, Value context, String name) {
    Value detail = x.in(name);
    Value y = LINEAR.of(context.in(name), "compress", x.channels(), ONE);
    Value key = LINEAR.of(y, "f_y", x.channels() / 2, ONE);
    Value query = LINEAR.of(detail, "f_x", x.channels() / 2, ONE);
    Value alike = query.times(Interpolation.BILINEAR.like(detail, key));
    Value share = alike.then(new ReduceSum(List.of(1L), true)).activate(SIGMOID);
    Value other = Interpolation.BILINEAR.like(detail, y);
    return rest(share).times(detail).add(share.times(other)).in(x.scope());
  }

  private static Value rest(Value share) {
    Value one = new Value(share.network(), share.scope(), share.number(1));
    return one.then(new Sub(), share);
  }

  private static Value inject(Value border, Value context, String name) {
    Value difference = LINEAR.of(context.in(""), name, border.channels(), THREE);
    return border.add(Interpolation.BILINEAR.like(border, difference));
  }

  /** Context inside of areas, detail at their borders. */
  private static Value blend(Value detail, Value context, Value border) {
    Value share = border.in("dfm").activate(SIGMOID);
    Value p = rest(share).times(context).add(detail);
    Value i = context.in("dfm").add(share.times(detail));
    int channels = detail.channels();
    return LINEAR.of(p, "conv_p", channels, ONE).add(LINEAR.of(i, "conv_i", channels, ONE));
  }

  private Value head(Value x) {
    Configuration configuration = x.network().configuration();
    Value y = x.batchNorm("bn1").activate(RELU);
    y = y.conv("conv1", configuration.channels(hidden), THREE).batchNorm("bn2").activate(RELU);
    return y.conv("conv2", configuration.classes(), ONE.withBias());
  }
}
