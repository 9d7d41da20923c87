package dev.espalier.onnx;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names, each given once: {@code base}, then {@code base_2}, {@code base_3} and so on. */
final class FreshNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> last = new HashMap<>();

  /** Keeps a name from being given. */
  void reserve(String name) {
    taken.add(name);
  }

  void reserve(Collection<String> names) {
    taken.addAll(names);
  }

  /** A name that is not taken, made of another one; it is taken from now on. */
  String of(String base) {
    if (taken.add(base)) {
      return base;
    }
    int number = last.getOrDefault(base, 1);
    String name;
    do {
      name = base + "_" + ++number;
    } while (!taken.add(name));
    last.put(base, number);
    return name;
  }
}
