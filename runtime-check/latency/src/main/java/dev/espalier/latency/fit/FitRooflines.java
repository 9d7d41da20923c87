package dev.espalier.latency.fit;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.Roofline;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rooflines of a device, one per class. A class with fewer rows than coefficients is fitted
 * over all devices; one that was measured nowhere has none.
 */
final class FitRooflines {
  private static final int COEFFICIENTS = 4;

  private FitRooflines() {}

  static Map<KernelClass, Roofline> of(Measurements data, Device device) {
    Map<KernelClass, Roofline> rooflines = new EnumMap<>(KernelClass.class);
    for (KernelClass kind : KernelClass.values()) {
      List<Measurement> everywhere = rows(data, kind);
      List<Measurement> here = rows(data.of(device), kind);
      if (here.size() >= COEFFICIENTS) {
        rooflines.put(kind, FitRoofline.of(here));
      } else if (!everywhere.isEmpty()) {
        rooflines.put(kind, FitRoofline.of(everywhere));
      }
    }
    return rooflines;
  }

  private static List<Measurement> rows(Measurements data, KernelClass kind) {
    return data.rows().stream().filter(row -> row.kernelClass() == kind).toList();
  }
}
