package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.compiler.ReportSchema;
import java.io.IOException;
import java.nio.file.Path;

/** Reports that the command has written. */
final class Reports {
  private static final ReportSchema SCHEMA = ReportSchema.read();

  private Reports() {}

  /** The report in a folder, after a look whether it is one by the schema. */
  static JsonNode in(Path folder) throws IOException {
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(SCHEMA.violations(report)).isEmpty();
    return report;
  }
}
