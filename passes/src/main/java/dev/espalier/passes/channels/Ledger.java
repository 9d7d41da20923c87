package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accounts for every dead channel: removed, folded, carried, mapped, or kept for a reason.
 *
 * @param notes where what is removed is exact in exact arithmetic only, one sentence each
 */
public record Ledger(List<LedgerEntry> entries, List<String> notes) {
  public static final Ledger EMPTY = new Ledger(List.of());

  public Ledger {
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
  }

  /** Without notes. */
  public Ledger(List<LedgerEntry> entries) {
    this(entries, List.of());
  }

  public int count(Fate fate) {
    return entries.stream().mapToInt(entry -> entry.count(fate)).sum();
  }

  /**
   * This ledger and that of a later removal on its result: channels kept before and gone now count
   * as gone, and the later reasons hold. A later entry that only keeps is one of the first, under
   * the name its value has by now.
   */
  public Ledger then(Ledger later) {
    Map<String, LedgerEntry> merged = new LinkedHashMap<>();
    entries.forEach(entry -> merged.put(key(entry), entry));
    for (LedgerEntry entry : later.entries) {
      boolean news = !onlyKeeps(entry) || entries.isEmpty() || merged.containsKey(key(entry));
      if (news) {
        merged.merge(key(entry), entry, Ledger::merge);
      }
    }
    List<String> all = Stream.concat(notes.stream(), later.notes.stream()).distinct().toList();
    return new Ledger(new ArrayList<>(merged.values()), all);
  }

  /** This ledger and those entries of another whose values it does not know. */
  public Ledger completedBy(Ledger other) {
    Map<String, LedgerEntry> all = new LinkedHashMap<>();
    entries.forEach(entry -> all.put(key(entry), entry));
    other.entries.forEach(entry -> all.putIfAbsent(key(entry), entry));
    return new Ledger(new ArrayList<>(all.values()), notes);
  }

  /** The masked channels of a graph, as if each were folded into a constant. */
  public static Ledger ofMasks(Graph graph) {
    List<LedgerEntry> masked = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Optional<double[]> scores =
          node.op() instanceof ChannelMask
              ? graph.constant(node, 1).map(Tensor::toDoubles)
              : Optional.empty();
      int off =
          (int)
              scores.stream()
                  .flatMapToDouble(Arrays::stream)
                  .filter(score -> !ChannelMask.passes(score))
                  .count();
      if (off > 0) {
        int axis = (int) ((ChannelMask) node.op()).axis();
        Map<Fate, Integer> fates = Map.of(Fate.FOLDED, off);
        masked.add(new LedgerEntry(node.result(), axis, scores.get().length, fates, List.of(), 0));
      }
    }
    return new Ledger(masked);
  }

  private static boolean onlyKeeps(LedgerEntry entry) {
    return entry.fates().keySet().stream().allMatch(f -> f == Fate.KEPT || entry.count(f) == 0);
  }

  private static String key(LedgerEntry entry) {
    return entry.value() + " " + entry.axis();
  }

  private static LedgerEntry merge(LedgerEntry first, LedgerEntry later) {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      int before = fate == Fate.KEPT ? 0 : first.count(fate);
      fates.put(fate, before + later.count(fate));
    }
    return new LedgerEntry(
        first.value(),
        first.axis(),
        first.total(),
        fates,
        later.reasons(),
        first.mapBytes() + later.mapBytes());
  }
}
