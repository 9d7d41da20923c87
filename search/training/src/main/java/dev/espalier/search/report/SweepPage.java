package dev.espalier.search.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.page.Page;
import dev.espalier.page.PageKind;
import dev.espalier.search.method.SweepSummary;
import java.io.IOException;
import java.nio.file.Path;

/** The page of a sweep: what is reached at what cost, by every method. */
public record SweepPage(SweepSummary summary) {
  /** Its name in the folder of a sweep. */
  public static final String FILE = "sweep.html";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  /** Writes the page. */
  public void write(Path file) throws IOException {
    String title = "Sweep of " + summary.network();
    new Page(PageKind.SWEEP, title, JSON.writeValueAsString(summary)).write(file);
  }
}
