package dev.espalier.latency.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.RunTimes.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads operator profiles that TFLite's {@code benchmark_model} writes as messages of the package
 * {@code tflite.profiling}: {@code BenchmarkProfilingData}. Only regular runs count.
 */
public final class BenchmarkProto {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final int RUNTIME_PROFILE = 3;
  private static final int SUBGRAPHS = 1;
  private static final int DELEGATES = 2;
  private static final int SUBGRAPH_OPERATORS = 3;
  private static final int DELEGATE_OPERATORS = 2;
  private static final int NODE_TYPE = 1;
  private static final int MICROSECONDS = 2;
  private static final int NAME = 5;
  private static final int AVERAGE = 3;

  /** What is done with the field of a number; the stream stands before its contents. */
  @FunctionalInterface
  private interface Field {
    /** Whether the field was read. */
    boolean read(int number, CodedInputStream in) throws IOException;
  }

  private final List<Row> rows = new ArrayList<>();

  private BenchmarkProto() {}

  /**
   * Reads a message.
   *
   * @param file what messages call the source
   * @throws LatencyDataException when it is no such message or has no operator
   */
  public static RunTimes read(String file, byte[] bytes) {
    BenchmarkProto reader = new BenchmarkProto();
    try {
      fields(
          CodedInputStream.newInstance(bytes),
          (number, in) -> number == RUNTIME_PROFILE && inside(in, reader::model));
    } catch (IOException e) {
      throw new LatencyDataException(
          "%s: no profile of benchmark_model, or an interrupted one: %s", file, e.getMessage());
    }
    if (reader.rows.isEmpty()) {
      throw new LatencyDataException("%s: no operator of a regular run in it", file);
    }
    return new RunTimes(reader.rows, List.of());
  }

  private boolean model(int number, CodedInputStream in) throws IOException {
    return switch (number) {
      case SUBGRAPHS -> inside(in, (n, fields) -> n == SUBGRAPH_OPERATORS && operator(fields));
      case DELEGATES -> inside(in, (n, fields) -> n == DELEGATE_OPERATORS && operator(fields));
      default -> false;
    };
  }

  private boolean operator(CodedInputStream in) throws IOException {
    String[] texts = {"", ""};
    double[] micros = new double[1];
    inside(
        in,
        (number, fields) -> {
          switch (number) {
            case NODE_TYPE -> texts[0] = fields.readString();
            case NAME -> texts[1] = fields.readString();
            case MICROSECONDS -> inside(fields, (n, stat) -> average(n, stat, micros));
            default -> {
              return false;
            }
          }
          return true;
        });
    rows.add(new Row(texts[0], texts[1], micros[0] / MICROS_PER_MILLI));
    return true;
  }

  private static boolean average(int number, CodedInputStream in, double[] micros)
      throws IOException {
    if (number != AVERAGE) {
      return false;
    }
    micros[0] = in.readInt64();
    return true;
  }

  private static boolean inside(CodedInputStream in, Field field) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    fields(in, field);
    in.checkLastTagWas(0);
    in.popLimit(limit);
    return true;
  }

  private static void fields(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!field.read(WireFormat.getTagFieldNumber(tag), in)) {
        in.skipField(tag);
      }
    }
  }
}
