package dev.espalier.latency.fit;

import dev.espalier.latency.data.Device;
import java.util.Collection;
import java.util.List;

/** Devices as numbers: a 1 at the place of the GPU and at that of the precision. */
record DeviceCode(List<String> gpus, List<String> precisions) {
  static DeviceCode of(Collection<Device> devices) {
    return new DeviceCode(
        devices.stream().map(Device::gpu).distinct().sorted().toList(),
        devices.stream().map(Device::precision).distinct().sorted().toList());
  }

  int size() {
    return gpus.size() + precisions.size();
  }

  double[] of(Device device) {
    double[] code = new double[size()];
    code[gpus.indexOf(device.gpu())] = 1;
    code[gpus.size() + precisions.indexOf(device.precision())] = 1;
    return code;
  }
}
