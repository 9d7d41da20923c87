package dev.espalier.passes.channels;

import java.util.List;
import java.util.Map;

/**
 * What became of the dead channels of one value.
 *
 * @param value the masked value, or the one whose channels carry nothing
 * @param axis the axis that counts the channels
 * @param total channels of the axis before
 * @param fates how many of the dead channels met each fate
 * @param reasons why channels were kept, each with the value in the way
 * @param mapBytes the size of the constant maps that stand for the channels that were mapped
 */
public record LedgerEntry(
    String value,
    int axis,
    int total,
    Map<Fate, Integer> fates,
    List<Blocker> reasons,
    long mapBytes) {
  public LedgerEntry {
    fates = Map.copyOf(fates);
    reasons = List.copyOf(reasons);
  }

  public int count(Fate fate) {
    return fates.getOrDefault(fate, 0);
  }
}
