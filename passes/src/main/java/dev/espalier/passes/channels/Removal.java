package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Which groups are to be removed, and why the others stay. Groups only ever go from out to in. */
final class Removal {
  private final Graph graph;
  private final CoupledGroups groups;
  private final boolean[] removed;
  private final boolean[] dead;
  private final Map<Integer, Blocker> kept = new LinkedHashMap<>();
  private final Map<Integer, Fate> fates = new LinkedHashMap<>();
  private final Map<Integer, Map<String, Long>> maps = new LinkedHashMap<>();

  Removal(Graph graph, CoupledGroups groups, DeadPositions deadPositions) {
    this.graph = graph;
    this.groups = groups;
    this.removed = new boolean[groups.elementCount()];
    this.dead = new boolean[groups.elementCount()];
    boolean[] live = new boolean[groups.elementCount()];
    for (int id : groups.classIds()) {
      int first = groups.firstElement(id);
      for (Member member : groups.members(id)) {
        boolean[] own = deadPositions.of(member);
        boolean[] unsized = deadPositions.unsized(member);
        for (int i = 0; i < own.length; i++) {
          int group = groups.group(first + i);
          if (!own[i]) {
            live[group] = true;
            keepLive(group, unsized[i], member.axis().value());
          } else if (graph.constant(member.axis().value()).isEmpty()) {
            dead[group] = true;
          }
        }
      }
    }
    nameSharedWeights(live);
    for (int group = 0; group < removed.length; group++) {
      Optional<Blocker> blocker = groups.blocker(group);
      if (blocker.isPresent()) {
        kept.put(group, groups.knot(group).orElse(blocker.get()));
      }
      removed[group] = dead[group] && !live[group] && blocker.isEmpty();
    }
  }

  /** What is live for its size alone gives way to what is live in any case. */
  private void keepLive(int group, boolean unsized, String value) {
    Blocker why =
        groups
            .knot(group)
            .orElse(new Blocker(unsized ? Reason.SYMBOLIC_SIZE : Reason.LIVE_PARTNER, value));
    kept.merge(
        group,
        why,
        (a, b) -> a.reason() == Reason.SYMBOLIC_SIZE && a.reason() != b.reason() ? b : a);
  }

  /** A group that is tied together by a weight with several readers says so. */
  private void nameSharedWeights(boolean[] live) {
    for (int id : groups.classIds()) {
      for (Member member : groups.members(id)) {
        String value = member.axis().value();
        if (graph.constant(value).isEmpty() || graph.users(value).size() < 2) {
          continue;
        }
        for (int i = 0; i < groups.size(id); i++) {
          int group = groups.group(groups.firstElement(id) + i);
          if (live[group]) {
            kept.put(group, new Blocker(Reason.SHARED_WEIGHT, value));
          }
        }
      }
    }
  }

  CoupledGroups groups() {
    return groups;
  }

  boolean isRemoved(int group) {
    return removed[group];
  }

  boolean removesAnything() {
    return Flags.any(removed);
  }

  /** Whether some value of a group carries nothing. */
  boolean isDead(int group) {
    return dead[group];
  }

  void keep(int group, Blocker why) {
    removed[group] = false;
    kept.put(group, why);
  }

  /** Why a group stays; empty if nothing of it carries nothing. */
  Optional<Blocker> whyKept(int group) {
    return Optional.ofNullable(kept.get(group));
  }

  /** The costliest form in which a group's constants live on. */
  Fate fate(int group) {
    return removed[group] ? fates.getOrDefault(group, Fate.REMOVED) : Fate.KEPT;
  }

  void absorb(int group, Fate fate) {
    fates.merge(group, fate, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** The constants of a group are part of a map that is added behind a node. */
  void map(int group, String node, long bytes) {
    absorb(group, Fate.MAPPED);
    maps.computeIfAbsent(group, g -> new TreeMap<>()).put(node, bytes);
  }

  /** The sizes of the maps that a group is part of, by the node in front of each. */
  Map<String, Long> maps(int group) {
    return maps.getOrDefault(group, Map.of());
  }

  /** The groups a position of an axis belongs to, one for each factor that has elements. */
  List<Integer> groupsAt(ValueAxis axis, int position) {
    List<Integer> found = new ArrayList<>();
    for (var entry : groups.classesOf(axis)) {
      if (groups.hasElements(entry.getKey())) {
        found.add(groupAt(entry, position));
      }
    }
    return found;
  }

  /** The group of a position on account of one factor of its axis, which has elements. */
  int groupAt(Map.Entry<Integer, Member> factor, int position) {
    return groups.group(groups.firstElement(factor.getKey()) + factor.getValue().index(position));
  }

  /** The removed groups on whose account a position of an axis goes. */
  List<Integer> removedAt(ValueAxis axis, int position) {
    return groupsAt(axis, position).stream().filter(this::isRemoved).toList();
  }

  /** Keeps a position of an axis; true if it was removed. */
  boolean keepAt(ValueAxis axis, int position, Blocker why) {
    List<Integer> found = removedAt(axis, position);
    found.forEach(group -> keep(group, why));
    return !found.isEmpty();
  }

  /** Whether nothing is left of an axis, which had something. */
  boolean takesAll(ValueAxis axis) {
    return isCut(axis) && Flags.all(positions(axis));
  }

  /** The group of a position of an axis that is a single factor. */
  int groupAt(ValueAxis axis, int position) {
    return groups.group(groups.firstElement(groups.classesOf(axis).get(0).getKey()) + position);
  }

  /** Whether positions of an axis are removed. */
  boolean isCut(ValueAxis axis) {
    return groups.classesOf(axis).stream().anyMatch(factor -> isCut(factor.getKey()));
  }

  private boolean isCut(int id) {
    boolean cut = false;
    for (int i = 0; groups.hasElements(id) && !cut && i < groups.size(id); i++) {
      cut = removed[groups.group(groups.firstElement(id) + i)];
    }
    return cut;
  }

  /** Which positions of an axis are removed. */
  boolean[] positions(ValueAxis axis) {
    Dim size = graph.type(axis.value()).dim(axis.axis());
    if (!size.isConstant()) {
      return new boolean[0];
    }
    boolean[] gone = new boolean[Math.toIntExact(size.value())];
    for (var entry : groups.classesOf(axis)) {
      if (!groups.hasElements(entry.getKey())) {
        continue;
      }
      int first = groups.firstElement(entry.getKey());
      Member factor = entry.getValue();
      boolean[] cut = new boolean[Math.toIntExact(factor.size())];
      boolean any = false;
      for (int i = 0; i < cut.length; i++) {
        cut[i] = removed[groups.group(first + i)];
        any |= cut[i];
      }
      for (int p = 0; any && p < gone.length; p++) {
        gone[p] |= cut[factor.index(p)];
      }
    }
    return gone;
  }

  /** The positions of an axis that stay, ascending. */
  int[] left(ValueAxis axis) {
    boolean[] gone = positions(axis);
    return IntStream.range(0, gone.length).filter(p -> !gone[p]).toArray();
  }
}
