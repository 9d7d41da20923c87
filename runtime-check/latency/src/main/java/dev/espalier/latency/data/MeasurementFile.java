package dev.espalier.latency.data;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.KernelClass;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads measured kernels from a CSV file with a header. Rows with a {@code flag} and rows of other
 * operators than {@code conv} and {@code dwconv} are left out.
 */
public final class MeasurementFile {
  private static final Set<String> CONVOLUTIONS = Set.of("conv", "dwconv");

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private MeasurementFile() {}

  /**
   * Reads and cleans a file.
   *
   * @throws LatencyDataException when the file cannot be read, a column is missing, or a cell is no
   *     positive number
   */
  public static Measurements read(Path file) {
    String name = file.getFileName().toString();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(name, reader);
    } catch (NoSuchFileException e) {
      throw new LatencyDataException("%s does not exist", file);
    } catch (IOException | UncheckedIOException e) {
      throw new LatencyDataException("%s cannot be read as CSV: %s", file, e.getMessage());
    }
  }

  /** As {@link #read(Path)}; {@code name} is what messages call the source. */
  public static Measurements read(String name, Reader reader) throws IOException {
    List<Measurement> runs = new ArrayList<>();
    try (CSVParser rows = FORMAT.parse(reader)) {
      for (CSVRecord cells : rows) {
        Row row = new Row(name, cells, rows.getCurrentLineNumber());
        if (row.text("flag").isEmpty() && CONVOLUTIONS.contains(row.text("op"))) {
          runs.add(measurement(row));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new LatencyDataException("%s: the header is wrong: %s", name, e.getMessage());
    }
    if (runs.isEmpty()) {
      throw new LatencyDataException("%s has no row of a convolution", name);
    }
    return Measurements.ofRuns(runs);
  }

  private static Measurement measurement(Row row) {
    Convolution convolution =
        new Convolution(
            row.text("op").equals("dwconv"),
            row.count("c"),
            row.count("h"),
            row.count("w"),
            row.count("oc"),
            row.count("oh"),
            row.count("ow"),
            row.count("kh"),
            row.count("kw"),
            row.count("sh"),
            row.count("dh"));
    return new Measurement(
        row.text("gpu"),
        row.text("precision"),
        row.text("model"),
        convolution,
        kernelClass(convolution, row.text("algo")),
        row.elementBytes("tdtype"),
        row.milliseconds("latency_ms"));
  }

  private static KernelClass kernelClass(Convolution convolution, String algorithm) {
    if (convolution.depthwise()) {
      return KernelClass.DEPTHWISE;
    } else if (algorithm.equals("winograd")) {
      return KernelClass.WINOGRAD;
    }
    return convolution.isPointwise() ? KernelClass.POINTWISE : KernelClass.DENSE;
  }

  /** The cells of one row, with errors that name the place. */
  private record Row(String file, CSVRecord cells, long line) {
    String text(String column) {
      if (!cells.isMapped(column)) {
        throw new LatencyDataException("%s has no column %s", file, column);
      } else if (!cells.isSet(column)) {
        throw new LatencyDataException("%s ends before column %s", place(), column);
      }
      return cells.get(column).strip();
    }

    int count(String column) {
      String cell = text(column);
      try {
        int count = Integer.parseInt(cell);
        if (count > 0) {
          return count;
        }
      } catch (NumberFormatException e) {
        throw wrong(column, "a whole number", cell);
      }
      throw wrong(column, "a positive number", cell);
    }

    int elementBytes(String column) {
      return switch (text(column)) {
        case "float16" -> 2;
        case "float32" -> 4;
        default -> throw wrong(column, "float16 or float32", text(column));
      };
    }

    double milliseconds(String column) {
      String cell = text(column);
      try {
        double value = Double.parseDouble(cell);
        if (value > 0 && Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw wrong(column, "a number", cell);
      }
      throw wrong(column, "a positive time", cell);
    }

    private LatencyDataException wrong(String column, String needed, String found) {
      return new LatencyDataException(
          "%s: %s must be %s, found '%s'", place(), column, needed, found);
    }

    private String place() {
      return file + " line " + line;
    }
  }
}
