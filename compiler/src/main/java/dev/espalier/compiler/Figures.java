package dev.espalier.compiler;

import dev.espalier.compiler.CompileReport.Channels;
import dev.espalier.compiler.CompileReport.ChoiceMade;
import dev.espalier.compiler.CompileReport.Reason;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.Ledger;
import dev.espalier.passes.channels.LedgerEntry;
import dev.espalier.tflite.LayoutReport;
import dev.espalier.tflite.Lint;
import java.util.List;

/** What the pipeline did, as the report tells it. */
final class Figures {
  private Figures() {}

  static List<CompileReport.PassChanges> passes(Pipeline.Result compiled) {
    return compiled.passes().stream()
        .map(pass -> new CompileReport.PassChanges(pass.name(), pass.changes()))
        .toList();
  }

  static List<ChoiceMade> choices(Pipeline.Result compiled) {
    return compiled.choices().stream()
        .map(choice -> new ChoiceMade(choice.name(), choice.kept(), choice.dropped()))
        .toList();
  }

  static CompileReport.Layout layout(LayoutReport layout) {
    return new CompileReport.Layout(
        layout.transposes(),
        layout.bytes(),
        layout.reasons().stream()
            .map(m -> new CompileReport.Moved(m.node(), m.bytes(), m.reason().text()))
            .toList());
  }

  static CompileReport.Lint lint(Lint lint) {
    return new CompileReport.Lint(lint.rule(), lint.level().text(), lint.node(), lint.message());
  }

  static Channels channels(Ledger ledger) {
    return new Channels(
        ledger.count(Fate.REMOVED),
        ledger.count(Fate.FOLDED),
        ledger.count(Fate.CARRIED),
        ledger.count(Fate.MAPPED),
        ledger.count(Fate.KEPT),
        ledger.entries().stream().map(Figures::entry).toList());
  }

  private static CompileReport.LedgerEntry entry(LedgerEntry entry) {
    return new CompileReport.LedgerEntry(
        entry.value(),
        entry.axis(),
        entry.total(),
        entry.count(Fate.REMOVED),
        entry.count(Fate.FOLDED),
        entry.count(Fate.CARRIED),
        entry.count(Fate.MAPPED),
        entry.count(Fate.KEPT),
        entry.mapBytes(),
        entry.reasons().stream()
            .map(r -> new Reason(r.reason().text(), r.value(), r.bytes()))
            .toList());
  }
}
