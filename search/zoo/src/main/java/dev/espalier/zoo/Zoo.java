package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The networks that can be built. */
public final class Zoo {
  private static final int IMAGENET = 1000;

  private static final List<Architecture> ALL =
      List.of(
          classifier("resnet18", "residual network, 18 layers", ResNet.R18::build),
          classifier("resnet34", "residual network, 34 layers", ResNet.R34::build),
          classifier("resnet50", "residual network, 50 layers", ResNet.R50::build),
          classifier("resnet101", "residual network, 101 layers", ResNet.R101::build),
          classifier(
              "vit-b-16", "vision transformer, base, 16x16 patches", VisionTransformer.B16::build));

  private Zoo() {}

  /** Every network, in a fixed order. */
  public static List<Architecture> all() {
    return ALL;
  }

  public static Optional<Architecture> named(String name) {
    return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  private static Architecture classifier(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(IMAGENET, 224, 224), design);
  }
}
