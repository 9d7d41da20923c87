package dev.espalier.cli;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurements;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --gpu} and {@code --precision}: which of the measured devices a profile is made of. */
final class RowsOption {
  private static final String GPU = "gpu";
  private static final String PRECISION = "precision";

  private RowsOption() {}

  static Option gpu() {
    return CommonOptions.value(GPU, "NAME", "of the rows to make a profile of");
  }

  static Option precision() {
    return CommonOptions.value(PRECISION, "NAME", "of the rows to make a profile of");
  }

  /** The device that the options leave of those in the data. */
  static Device device(CommandLine line, Measurements rows) {
    List<Device> devices = List.copyOf(rows.devices().keySet());
    List<Device> left =
        devices.stream()
            .filter(device -> device.gpu().equals(line.getOptionValue(GPU, device.gpu())))
            .filter(
                device ->
                    device.precision().equals(line.getOptionValue(PRECISION, device.precision())))
            .toList();
    if (left.size() == 1) {
      return left.get(0);
    }
    throw new UsageException(
        "--%s and --%s choose %s of the devices in the data: %s",
        GPU,
        PRECISION,
        left.isEmpty() ? "none" : "more than one",
        devices.stream().map(Device::toString).collect(Collectors.joining(", ")));
  }
}
