package dev.espalier.tflite.gpu;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules about TFLite files on any device. */
final class FileRules {
  private FileRules() {}

  /** Inputs whose height, width or channels are open. */
  static Stream<Lint> ofPorts(LiteModel model) {
    return model.inputs().stream()
        .filter(port -> isOpen(model.tensor(port.tensor())))
        .map(
            port ->
                Rule.DYNAMIC
                    .found("input of %s", model.tensor(port.tensor()).type())
                    .lint(port.name()));
  }

  private static boolean isOpen(LiteTensor tensor) {
    List<Integer> sizes = tensor.signature();
    return sizes.stream().skip(1).anyMatch(size -> size < 0);
  }

  /** What one operator breaks. */
  static Stream<Finding> of(Site site) {
    return Stream.of(transpose(site), strided(site)).flatMap(Optional::stream);
  }

  private static Optional<Finding> transpose(Site site) {
    return site.op().kind() == Builtin.TRANSPOSE && site.isRuntime(0)
        ? Optional.of(
            Rule.TRANSPOSE_LEFT.found(
                "TRANSPOSE of %s, %d bytes", site.input(0).type(), site.input(0).bytes()))
        : Optional.empty();
  }

  private static Optional<Finding> strided(Site site) {
    return Windows.isStrided(site.op().options())
        ? site.producer(0)
            .filter(pad -> pad.op().kind() == Builtin.PAD)
            .map(pad -> Rule.EVEN_STRIDE2_PAD.found("%s behind a PAD", site.op().name()))
        : Optional.empty();
  }
}
