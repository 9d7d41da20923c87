package dev.espalier.compiler;

import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.LedgerEntry;
import java.util.List;

/**
 * What was taken out of a model, for those who read the compiled file only.
 *
 * @param channels values that lost channels
 * @param choices what became of each choice
 */
record Trace(List<Cut> channels, List<CompileReport.ChoiceMade> choices) {
  /** An axis of a value of the input model: its size there, and how many channels are left. */
  record Cut(String value, int axis, int before, int after) {}

  static Trace of(Pipeline.Result compiled) {
    return new Trace(
        compiled.ledger().entries().stream()
            .map(Trace::cut)
            .filter(c -> c.after < c.before)
            .toList(),
        Figures.choices(compiled));
  }

  private static Cut cut(LedgerEntry entry) {
    int gone = 0;
    for (Fate fate : Fate.values()) {
      gone += fate == Fate.KEPT ? 0 : entry.count(fate);
    }
    return new Cut(entry.value(), entry.axis(), entry.total(), entry.total() - gone);
  }
}
