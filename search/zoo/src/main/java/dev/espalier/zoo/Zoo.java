package dev.espalier.zoo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The networks that can be built. */
public final class Zoo {
  private static final List<Architecture> ALL =
      Stream.of(GeneralNetworks.ALL, ConvolutionalNetworks.ALL, MobileNetworks.ALL)
          .flatMap(List::stream)
          .toList();

  private Zoo() {}

  /** Every network, in a fixed order. */
  public static List<Architecture> all() {
    return ALL;
  }

  /** The network of a name, or of the notation of a {@link TopFormerPoint}. */
  public static Optional<Architecture> named(String name) {
    return ALL.stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .or(() -> TopFormerPoint.parse(name).map(TopFormerPoint::architecture));
  }
}
