package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.op.Pad;
import java.util.List;

/**
 * ENet (Paszke et al., 2016): blocks that narrow their channels to a quarter; the decoder puts
 * values back where the maxima of the encoder were. For pictures with sides that are multiples of
 * 8.
 */
final class ENet {
  private static final int STEM = 13;
  private static final int FIRST = 64;
  private static final int SECOND = 128;
  private static final int RATIO = 4;
  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final Kernel TWO = Kernel.of(2).unpadded().stride(2);

  /** The blocks of the second and third stage; one with two kernels is asymmetric. */
  private static final List<List<Kernel>> BLOCKS =
      List.of(
          List.of(THREE),
          List.of(THREE.dilation(2)),
          List.of(Kernel.of(5, 1), Kernel.of(1, 5)),
          List.of(THREE.dilation(4)),
          List.of(THREE),
          List.of(THREE.dilation(8)),
          List.of(Kernel.of(5, 1), Kernel.of(1, 5)),
          List.of(THREE.dilation(16)));

  private ENet() {}

  static Graph build(String name, Configuration configuration) {
    if (configuration.height() % 8 != 0 || configuration.width() % 8 != 0) {
      throw new IrException("the sides of pictures are multiples of 8");
    }
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_IN);
    Value x = stem(network.image().in("initial"));
    Unpooling first = Unpooling.pool(x.in("stage1.0"));
    x = down(x.in("stage1.0"), first, configuration.channels(FIRST));
    for (int i = 1; i <= 4; i++) {
      x = encode(x.in("stage1." + i), List.of(THREE));
    }
    Unpooling second = Unpooling.pool(x.in("stage2.0"));
    x = down(x.in("stage2.0"), second, configuration.channels(SECOND));
    for (int i = 0; i < 2 * BLOCKS.size(); i++) {
      String stage = i < BLOCKS.size() ? "stage2." + (i + 1) : "stage3." + (i - BLOCKS.size());
      x = encode(x.in(stage), BLOCKS.get(i % BLOCKS.size()));
    }
    x = up(x.in("stage4.0"), second);
    x = decode(decode(x.in("stage4.1")).in("stage4.2"));
    x = decode(up(x.in("stage5.0"), first).in("stage5.1"));
    return network.build(x.in("").upConv("scores", configuration.classes(), THREE.stride(2)));
  }

  private static Value stem(Value image) {
    int channels = image.network().configuration().channels(STEM);
    Value pooled = Layers.maxPool(image, 3, 2, 1);
    Value x = image.conv("conv", channels, THREE.stride(2)).concat(1, pooled);
    return x.batchNorm("norm").prelu("activation");
  }

  /** Half the resolution; the maxima get channels of zeros. */
  private static Value down(Value x, Unpooling pooled, int channels) {
    Value y = narrow(x, TWO);
    y = learned(y, "conv", y.channels(), THREE);
    y = learned(y, "expand", channels, ONE);
    long missing = (long) channels - x.channels();
    Pad zeros = new Pad(List.of(0L, 0L, 0L, 0L, 0L, missing, 0L, 0L), Pad.Mode.CONSTANT, 0);
    return pooled.maxima().then(zeros).add(y).prelu("activation");
  }

  private static Value encode(Value x, List<Kernel> kernels) {
    Value y = narrow(x, ONE);
    for (int i = 0; i < kernels.size(); i++) {
      y = learned(y, "conv." + i, y.channels(), kernels.get(i));
    }
    return x.add(learned(y, "expand", x.channels(), ONE)).prelu("activation");
  }

  private static Value narrow(Value x, Kernel kernel) {
    return learned(x, "narrow", x.channels() / RATIO, kernel);
  }

  /** A convolution, a normalisation and an activation with one learned slope. */
  private static Value learned(Value x, String inner, int channels, Kernel kernel) {
    return ConvBlock.of(NONE).of(x, inner, channels, kernel).within(inner).prelu("2").in(x.scope());
  }

  private static Value decode(Value x) {
    ConvBlock layers = ConvBlock.of(RELU);
    Value y = layers.of(x, "narrow", x.channels() / RATIO, ONE);
    y = layers.of(y, "conv", y.channels(), THREE);
    return x.add(layers.of(y, "expand", x.channels(), ONE)).activate(RELU);
  }

  /** Twice the resolution, and the channels that were pooled. */
  private static Value up(Value x, Unpooling pooled) {
    int channels = pooled.maxima().channels();
    ConvBlock linear = ConvBlock.of(NONE);
    Value restored = pooled.restore(linear.of(x, "main", channels, ONE));
    Value y = ConvBlock.of(RELU).of(x, "narrow", x.channels() / RATIO, ONE);
    y = y.upConv("up.0", y.channels(), TWO).batchNorm("up.1").activate(RELU);
    return restored.add(linear.of(y, "expand", channels, ONE)).activate(RELU);
  }
}
