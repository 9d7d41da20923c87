package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.channels.CoupledGroups.Blocker;
import dev.espalier.passes.channels.CoupledGroups.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the ledger of one removal: a row per mask, and a row per other value with dead channels.
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

  Ledger run() {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask mask) {
        Optional<double[]> scores = graph.constant(node, 1).map(t -> t.toDoubles());
        scores.ifPresent(s -> addMask(new ValueAxis(node.result(), (int) mask.axis()), s));
      }
    }
    for (int id : removal.groups().classIds()) {
      if (isUnaccounted(id)) {
        representative(id).ifPresent(this::addDead);
      }
    }
    return new Ledger(entries);
  }

  private void addMask(ValueAxis axis, double[] scores) {
    boolean[] off = new boolean[scores.length];
    for (int c = 0; c < off.length; c++) {
      off[c] = !ChannelMask.passes(scores[c]);
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

  /** The first value of a class with dead positions. */
  private Optional<Member> representative(int id) {
    for (Member member : removal.groups().members(id)) {
      boolean made = graph.producer(member.axis().value()).isPresent();
      if (made && any(dead.of(member))) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  private static boolean any(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  private void addDead(Member member) {
    if (removal.groups().classesOf(member.axis()).size() == 1) {
      add(member.axis(), dead.of(member));
    }
  }

  private void add(ValueAxis axis, boolean[] off) {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    Set<Blocker> reasons = new LinkedHashSet<>();
    for (int p = 0; p < off.length; p++) {
      if (off[p]) {
        List<Integer> groups = groupsAt(axis, p);
        accounted.addAll(groups);
        Fate fate = fate(groups);
        fates.merge(fate, 1, Integer::sum);
        if (fate == Fate.KEPT) {
          reasons.add(whyKept(groups).orElseGet(() -> removal.whyPinned(axis)));
        }
      }
    }
    if (!fates.isEmpty()) {
      entries.add(
          new LedgerEntry(axis.value(), axis.axis(), off.length, fates, List.copyOf(reasons)));
    }
  }

  /** The groups of a position, one per factor of its axis. */
  private List<Integer> groupsAt(ValueAxis axis, int position) {
    CoupledGroups groups = removal.groups();
    List<Integer> found = new ArrayList<>();
    for (var entry : groups.classesOf(axis)) {
      if (groups.hasElements(entry.getKey())) {
        Member factor = entry.getValue();
        int index = (int) (position / factor.inner() % factor.size());
        found.add(groups.group(groups.firstElement(entry.getKey()) + index));
      }
    }
    return found;
  }

  private Fate fate(List<Integer> groups) {
    return groups.stream()
        .filter(removal::isRemoved)
        .map(removal::fate)
        .max(Comparator.naturalOrder())
        .orElse(Fate.KEPT);
  }

  /** The reason of the factor that could have gone, if one could have. */
  private Optional<Blocker> whyKept(List<Integer> groups) {
    return groups.stream()
        .sorted(Comparator.comparing(group -> removal.groups().blocker(group).isPresent()))
        .flatMap(group -> Optional.ofNullable(removal.whyKept(group)).stream())
        .findFirst();
  }
}
