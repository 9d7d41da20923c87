package dev.espalier.passes.channels;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in the way of elements, and then of the groups they are tied to; the first one counts.
 */
final class Blockers {
  private final Map<Integer, Blocker> blockers = new TreeMap<>();

  void add(int element, Blocker blocker) {
    blockers.putIfAbsent(element, blocker);
  }

  /** From single elements to their groups. */
  void spread(UnionFind elements) {
    Map<Integer, Blocker> groups = new TreeMap<>();
    blockers.forEach((element, blocker) -> groups.putIfAbsent(elements.find(element), blocker));
    blockers.clear();
    blockers.putAll(groups);
  }

  Optional<Blocker> of(int group) {
    return Optional.ofNullable(blockers.get(group));
  }
}
