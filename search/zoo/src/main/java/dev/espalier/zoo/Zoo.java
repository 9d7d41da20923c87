package dev.espalier.zoo;

import dev.espalier.ir.text.Nearest;
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

  /** What to tell who names a network that is not there. */
  public static String unknown(String name) {
    List<String> names = ALL.stream().map(Architecture::name).toList();
    return "there is no network '%s'%s (espalier zoo list shows them)"
        .formatted(name, Nearest.hint(name, names, ""));
  }
}
