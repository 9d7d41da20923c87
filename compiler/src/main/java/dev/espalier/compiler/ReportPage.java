package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.page.Page;
import dev.espalier.page.PageKind;
import dev.espalier.page.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code report.html} shows.
 *
 * @param before figures of the input model that are not in the report
 */
record ReportPage(CompileReport report, Before before, GraphView graph, Pictures pictures) {
  /**
   * Figures of the input model.
   *
   * @param bytes of its file; absent where weights are in others
   * @param predictedMs with all channels of its masks; absent without a device
   */
  record Before(Optional<Long> bytes, Optional<Double> predictedMs) {
    static Before of(Path model, Graph graph, Optional<Double> predictedMs) throws IOException {
      long bytes = Files.size(model);
      long weights =
          graph.constants().values().stream()
              .mapToLong(constant -> constant.size() * constant.element().bytes())
              .sum();
      return new Before(Optional.of(bytes).filter(b -> weights <= b), predictedMs);
    }
  }

  static ReportPage of(Account account) throws IOException {
    Graph input = account.input().graph();
    return new ReportPage(
        account.report(),
        Before.of(account.job().model(), input, account.unmaskedMs()),
        GraphView.of(input, account.compiled()),
        account.pictures());
  }

  byte[] bytes() {
    String title = report.input().file() + ", compiled";
    return new Page(PageKind.REPORT, title, ReportJson.line(this)).bytes();
  }
}
