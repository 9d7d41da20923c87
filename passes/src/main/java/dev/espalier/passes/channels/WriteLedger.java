package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the entries of the ledger of one removal: a row per mask, and a row per other value with
 * dead channels.
 */
final class WriteLedger {
  private final Graph graph;
  private final Removal removal;
  private final DeadPositions dead;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Set<Integer> accounted = new HashSet<>();

  WriteLedger(Graph graph, Removal removal, DeadPositions dead) {
    this.graph = graph;
    this.removal = removal;
    this.dead = dead;
  }

  List<LedgerEntry> entries() {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask mask) {
        Optional<double[]> scores = graph.constant(node, 1).map(t -> t.toDoubles());
        scores.ifPresent(s -> addMask(new ValueAxis(node.result(), (int) mask.axis()), s));
      }
    }
    for (int id : removal.groups().classIds()) {
      if (isUnaccounted(id)) {
        addDead(id);
      }
    }
    return List.copyOf(entries);
  }

  private void addMask(ValueAxis axis, double[] scores) {
    boolean[] off = ChannelMask.passing(scores);
    for (int c = 0; c < off.length; c++) {
      off[c] = !off[c];
    }
    add(axis, off);
  }

  private boolean isUnaccounted(int id) {
    int first = removal.groups().firstElement(id);
    for (int i = 0; i < removal.groups().size(id); i++) {
      int group = removal.groups().group(first + i);
      if (removal.isDead(group) && !accounted.contains(group)) {
        return true;
      }
    }
    return false;
  }

  /** The first value of a class with dead positions that no row tells of yet. */
  private void addDead(int id) {
    for (Member member : removal.groups().members(id)) {
      boolean made = graph.producer(member.axis().value()).isPresent();
      if (made && removal.groups().classesOf(member.axis()).size() == 1) {
        boolean[] off = unaccounted(member);
        if (Flags.any(off)) {
          add(member.axis(), off);
          return;
        }
      }
    }
  }

  private boolean[] unaccounted(Member member) {
    boolean[] off = dead.of(member);
    for (int p = 0; p < off.length; p++) {
      off[p] &= !accounted.containsAll(removal.groupsAt(member.axis(), p));
    }
    return off;
  }

  private void add(ValueAxis axis, boolean[] off) {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    Set<Blocker> reasons = new LinkedHashSet<>();
    Map<Map.Entry<Integer, Member>, boolean[]> factors = factors(axis);
    Map<String, Long> maps = new TreeMap<>();
    for (int p = 0; p < off.length; p++) {
      if (off[p]) {
        List<Integer> groups = removal.groupsAt(axis, p);
        accounted.addAll(groups);
        groups.forEach(group -> maps.putAll(removal.maps(group)));
        Fate fate = fate(axis, p);
        fates.merge(fate, 1, Integer::sum);
        if (fate == Fate.KEPT) {
          reasons.add(reason(factors, p).orElseGet(() -> removal.groups().blockerOf(axis)));
        }
      }
    }
    if (!fates.isEmpty()) {
      entries.add(
          new LedgerEntry(
              axis.value(),
              axis.axis(),
              off.length,
              fates,
              List.copyOf(reasons),
              maps.values().stream().mapToLong(Long::longValue).sum()));
    }
  }

  private Fate fate(ValueAxis axis, int position) {
    return removal.removedAt(axis, position).stream()
        .map(removal::fate)
        .max(Comparator.naturalOrder())
        .orElse(Fate.KEPT);
  }

  /** The factors of an axis that have elements, and which of these are dead on the axis. */
  private Map<Map.Entry<Integer, Member>, boolean[]> factors(ValueAxis axis) {
    Map<Map.Entry<Integer, Member>, boolean[]> factors = new LinkedHashMap<>();
    for (var factor : removal.groups().classesOf(axis)) {
      if (removal.groups().hasElements(factor.getKey())) {
        factors.put(factor, dead.of(factor.getValue()));
      }
    }
    return factors;
  }

  /**
   * Why a position stays: any of its factors could take it along; the nearest is one that is dead
   * along the whole axis, then one that only a live partner keeps.
   */
  private Optional<Blocker> reason(
      Map<Map.Entry<Integer, Member>, boolean[]> factors, int position) {
    Comparator<Map.Entry<Integer, Member>> alive =
        Comparator.comparing(f -> !factors.get(f)[f.getValue().index(position)]);
    return factors.keySet().stream()
        .filter(f -> removal.whyKept(removal.groupAt(f, position)).isPresent())
        .min(alive.thenComparing(f -> isBlocked(removal.groupAt(f, position))))
        .flatMap(f -> removal.whyKept(removal.groupAt(f, position)));
  }

  private boolean isBlocked(int group) {
    return removal.groups().blocker(group).isPresent();
  }
}
