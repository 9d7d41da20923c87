package dev.espalier.latency.read;

import dev.espalier.latency.data.LatencyDataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The file that says what the probes of a folder compute: CSV, one line for each. */
public final class ProbeManifest {
  /** The file's name. */
  public static final String FILE = "probes.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader(columns()).setRecordSeparator('\n').get();

  private ProbeManifest() {}

  private static String[] columns() {
    List<String> columns = new ArrayList<>(List.of("probe", "op", "algo"));
    columns.addAll(Probe.SIZES);
    return columns.toArray(String[]::new);
  }

  /** The text of the file. */
  public static String write(List<Probe> probes) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (Probe probe : probes) {
        List<String> cells =
            new ArrayList<>(List.of(probe.name(), probe.operator(), probe.algorithm()));
        cells.addAll(probe.sizes());
        csv.printRecord(cells);
      }
    }
    return text.toString();
  }

  /**
   * The probes of a folder.
   *
   * @throws LatencyDataException when it has no such file, or one with other columns
   */
  static List<Probe> read(Path folder) {
    Path file = folder.resolve(FILE);
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = FORMAT.builder().setSkipHeaderRecord(true).get().parse(reader)) {
      return rows.stream().map(row -> probe(file, row)).toList();
    } catch (NoSuchFileException e) {
      throw new LatencyDataException(
          "%s has no %s: it is no folder of results of espalier latency probe", folder, FILE);
    } catch (IOException | UncheckedIOException e) {
      throw new LatencyDataException("%s cannot be read as CSV: %s", file, e.getMessage());
    }
  }

  private static Probe probe(Path file, CSVRecord row) {
    if (!row.isConsistent()) {
      throw new LatencyDataException(
          "%s: row %d has %d cells, and %d are needed",
          file, row.getRecordNumber(), row.size(), columns().length);
    }
    return new Probe(
        row.get("probe"),
        row.get("op"),
        row.get("algo"),
        Probe.SIZES.stream().map(row::get).toList());
  }
}
