package dev.espalier.compiler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads reports of earlier compiles, also of other versions that have the same fields. */
public final class ReadReport {
  private static final int MOST_TOLD = 3;

  private ReadReport() {}

  /**
   * The report in a file.
   *
   * @param path the file, or a folder with {@code report.json}
   * @throws ReportException when there is none, or it is not as {@link ReportSchema} says
   */
  public static JsonNode of(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(ReportFile.REPORT.file()) : path;
    JsonNode report = json(file);
    JsonNode version = report.path("schemaVersion");
    if (version.isInt() && version.intValue() != CompileReport.SCHEMA_VERSION) {
      throw new ReportException(
          "%s: has schemaVersion %d, this Espalier reads %d"
              .formatted(file, version.intValue(), CompileReport.SCHEMA_VERSION));
    }
    List<String> violations = ReportSchema.read().violationsButUnknownFields(report);
    if (!violations.isEmpty()) {
      throw new ReportException(
          file + ": " + String.join("; ", violations.stream().limit(MOST_TOLD).toList()));
    }
    return report;
  }

  /**
   * What a file of JSON holds.
   *
   * @throws ReportException when it cannot be read
   */
  public static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ReportException(
          "%s: is no JSON, line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (NoSuchFileException e) {
      throw new ReportException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ReportException(file + ": " + OutputException.reason(e), e);
    }
  }
}
