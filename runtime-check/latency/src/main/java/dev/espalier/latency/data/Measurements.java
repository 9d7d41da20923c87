package dev.espalier.latency.data;

import dev.espalier.latency.data.Measurement.Shape;
import dev.espalier.latency.kernel.KernelClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Measured kernels, each once: of several runs of the same kernel by the same algorithm the fastest
 * counts.
 *
 * @param rows in the order of the file
 * @param networks that contain a shape, on whatever device
 */
public record Measurements(List<Measurement> rows, Map<Shape, Set<String>> networks) {
  private record Key(String gpu, String precision, Shape shape, boolean winograd) {
    static Key of(Measurement row) {
      boolean winograd = row.kernelClass() == KernelClass.WINOGRAD;
      return new Key(row.gpu(), row.precision(), row.shape(), winograd);
    }
  }

  public Measurements {
    rows = List.copyOf(rows);
    networks = Collections.unmodifiableMap(networks);
  }

  /** Keeps the fastest run of each kernel. */
  public static Measurements ofRuns(List<Measurement> runs) {
    Map<Key, Measurement> fastest = new LinkedHashMap<>();
    Map<Shape, Set<String>> networks = new LinkedHashMap<>();
    for (Measurement run : runs) {
      fastest.merge(Key.of(run), run, (a, b) -> b.milliseconds() < a.milliseconds() ? b : a);
      networks.computeIfAbsent(run.shape(), shape -> new TreeSet<>()).add(run.network());
    }
    return new Measurements(new ArrayList<>(fastest.values()), networks);
  }

  /** The rows that a condition holds for; what networks contain a shape stays known. */
  public Measurements where(Predicate<Measurement> condition) {
    return new Measurements(rows.stream().filter(condition).toList(), networks);
  }

  /** The rows of one device. */
  public Measurements of(Device device) {
    return where(row -> row.device().equals(device));
  }

  /** Whether one of some networks contains a kernel's shape. */
  public boolean isIn(Set<String> names, Measurement row) {
    return !Collections.disjoint(networks.get(row.shape()), names);
  }

  /** The devices in order, with how many rows each has. */
  public SortedMap<Device, Integer> devices() {
    SortedMap<Device, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.device(), 1, Integer::sum));
    return counts;
  }

  /** How many different shapes there are. */
  public int shapes() {
    return (int) rows.stream().map(Measurement::shape).distinct().count();
  }
}
