package dev.espalier.passes.channels;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts for every dead channel: removed, folded, carried, mapped, or kept for a reason. */
public record Ledger(List<LedgerEntry> entries) {
  public static final Ledger EMPTY = new Ledger(List.of());

  public Ledger {
    entries = List.copyOf(entries);
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
    return new Ledger(new ArrayList<>(merged.values()));
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
    return new LedgerEntry(first.value(), first.axis(), first.total(), fates, later.reasons());
  }
}
