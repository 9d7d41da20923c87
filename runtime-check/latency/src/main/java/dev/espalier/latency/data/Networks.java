package dev.espalier.latency.data;

import dev.espalier.latency.data.Measurement.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;

/**
 * The networks that were measured on a device. Two names stand for one network when more than half
 * of all their shapes are shared: the same architecture from another framework or in another
 * layout.
 */
public final class Networks {
  private static final double SAME = 0.5;

  private Networks() {}

  /** The networks that rows of a device come from, each as the set of its names. */
  public static List<Set<String>> of(Measurements data, Device device) {
    List<Set<String>> groups = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    data.of(device).rows().forEach(row -> names.add(row.network()));
    for (String name : names) {
      groups.stream()
          .filter(group -> group.stream().anyMatch(other -> isSame(data, name, other)))
          .findFirst()
          .ifPresentOrElse(group -> group.add(name), () -> groups.add(new TreeSet<>(Set.of(name))));
    }
    return groups;
  }

  private static boolean isSame(Measurements data, String a, String b) {
    Set<Shape> all = shapes(data, a);
    Set<Shape> shared = new LinkedHashSet<>(all);
    Set<Shape> others = shapes(data, b);
    shared.retainAll(others);
    all.addAll(others);
    return shared.size() > SAME * all.size();
  }

  private static Set<Shape> shapes(Measurements data, String network) {
    Set<Shape> shapes = new LinkedHashSet<>();
    for (Entry<Shape, Set<String>> entry : data.networks().entrySet()) {
      if (entry.getValue().contains(network)) {
        shapes.add(entry.getKey());
      }
    }
    return shapes;
  }
}
