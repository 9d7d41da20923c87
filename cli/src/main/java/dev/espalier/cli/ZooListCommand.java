package dev.espalier.cli;

import dev.espalier.compiler.ReportJson;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier zoo list}: the networks that can be built. */
final class ZooListCommand implements Command {
  private static final String ROW = "%-30s %10s %10s %9s %7s  %s";

  /** A network of the list; the counts are those of the published size and classes. */
  private record Row(
      String name,
      String description,
      long parameters,
      long macs,
      int height,
      int width,
      int classes) {
    static Row of(Architecture architecture) {
      Configuration published = architecture.published();
      MacCount count = MacCounter.count(architecture.build());
      return new Row(
          architecture.name(),
          architecture.description(),
          count.parameters(),
          count.total().value(),
          published.height(),
          published.width(),
          published.classes());
    }
  }

  @Override
  public Description description() {
    return new Description(
        "zoo list",
        "list the networks, with their published counts",
        "[--format text|json]",
        "espalier zoo list");
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) {
    Arguments.operands(line);
    List<Row> rows = Zoo.all().stream().map(Row::of).toList();
    if (Arguments.asksForJson(line)) {
      console.text(ReportJson.text(rows));
      return Exit.OK;
    }
    console.result(ROW, "network", "parameters", "MACs", "input", "classes", "");
    for (Row row : rows) {
      console.result(
          ROW,
          row.name(),
          String.format(Locale.ROOT, "%.2f M", row.parameters() / 1e6),
          String.format(Locale.ROOT, "%.3f G", row.macs() / 1e9),
          row.height() + "x" + row.width(),
          row.classes(),
          row.description());
    }
    return Exit.OK;
  }
}
