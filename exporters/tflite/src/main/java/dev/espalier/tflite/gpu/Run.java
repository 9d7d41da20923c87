package dev.espalier.tflite.gpu;

import dev.espalier.tflite.GpuReport;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One check of one graph against a table of operators. */
final class Run {
  private static final int SLICE = 4;

  private final OperatorTable table;
  private final Wiring wiring;
  private final ValueRanges ranges;
  private final List<Lint> lints = new ArrayList<>();
  private final List<String> ceilingViolations = new ArrayList<>();
  private final Set<String> traps = new LinkedHashSet<>();
  private final Set<LiteOp> delegated = Collections.newSetFromMap(new IdentityHashMap<>());

  Run(OperatorTable table, LiteModel model) {
    this.table = table;
    this.wiring = new Wiring(model);
    this.ranges = new ValueRanges(wiring);
  }

  GpuVerdict verdict() {
    FileRules.ofPorts(wiring.model()).forEach(lints::add);
    wiring.ops().forEach(this::check);
    GpuReport report =
        new GpuReport(
            delegated.size() == wiring.ops().size(),
            ceilingViolations,
            List.copyOf(traps),
            Partitions.count(wiring, delegated::contains),
            alignedShare());
    return new GpuVerdict(lints, report);
  }

  private void check(LiteOp op) {
    Site site = new Site(wiring, ranges, op);
    if (!wiring.isBehindFinalChoice(op)) {
      Optional<Finding> refusal = refusal(site);
      refusal.ifPresentOrElse(found -> add(site, found), () -> take(site));
    }
    FileRules.of(site).forEach(found -> add(site, found));
  }

  private void take(Site site) {
    delegated.add(site.op());
    table.row(site.op()).orElseThrow().watch().stream()
        .flatMap(name -> Checks.named(name).find(site).stream())
        .forEach(found -> add(site, found));
  }

  private void add(Site site, Finding found) {
    lints.add(found.lint(wiring.name(site.op())));
    if (found.isTrap()) {
      traps.add(found.rule().id());
    }
  }

  private Optional<Finding> refusal(Site site) {
    Optional<OperatorTable.Row> row = table.row(site.op());
    return row.isPresent()
        ? refusal(site, row.get())
        : Optional.of(Rule.UNSUPPORTED_OP.found("%s is not taken", site.op().name()));
  }

  private Optional<Finding> refusal(Site site, OperatorTable.Row row) {
    if (row.ceiling().isPresent() && site.op().version() > row.ceiling().getAsInt()) {
      return Optional.of(tooNew(site, row.ceiling().getAsInt()));
    }
    Stream<String> every = row.taken() ? table.every().needs().stream() : Stream.empty();
    Optional<Finding> found =
        Stream.concat(every, row.needs().stream())
            .flatMap(name -> Checks.named(name).find(site).stream())
            .findFirst();
    return row.text().isEmpty() || row.taken() ? found : found.map(f -> f.orRemedy(row.text()));
  }

  private Finding tooNew(Site site, int ceiling) {
    String name = site.op().name();
    int version = site.op().version();
    ceilingViolations.add(
        String.format(Locale.ROOT, "%s v%d: %s", name, version, wiring.name(site.op())));
    return Rule.VERSION_CEILING.found("%s in version %d, above %d", name, version, ceiling);
  }

  /** Operators with channels are those with a result of two axes or more; the last counts. */
  private double alignedShare() {
    List<LiteTensor> results =
        wiring.ops().stream()
            .flatMap(op -> op.outputs().stream())
            .map(wiring.model()::tensor)
            .filter(tensor -> tensor.rank() >= 2)
            .toList();
    long aligned =
        results.stream().filter(tensor -> tensor.dim(tensor.rank() - 1) % SLICE == 0).count();
    return results.isEmpty() ? 1 : (double) aligned / results.size();
  }
}
