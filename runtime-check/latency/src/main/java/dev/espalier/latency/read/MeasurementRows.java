package dev.espalier.latency.read;

import dev.espalier.latency.read.OrtProfile.NodeTime;
import dev.espalier.latency.read.RunTimes.Row;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes times as rows of the format that {@link dev.espalier.latency.data.MeasurementFile} reads.
 * Sizes of convolutions are known from shapes alone; an operator without shapes has empty cells,
 * and is no row of a convolution.
 *
 * @param gpu the rows are from
 * @param precision of the arithmetic
 * @param network the rows belong to
 */
public record MeasurementRows(String gpu, String precision, String network) {
  private static final String[] COLUMNS = {
    "gpu",
    "model",
    "precision",
    "tdtype",
    "algo",
    "op",
    "c",
    "h",
    "w",
    "oc",
    "kh",
    "kw",
    "sh",
    "dh",
    "oh",
    "ow",
    "latency_ms",
    "flag"
  };
  private static final int PICTURE = 4;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator('\n').get();

  /** The rows of operators whose sizes are not known. */
  public String unsized(List<Row> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (Row row : rows) {
        record(csv, "", row.operator(), Probe.NO_SIZES, row.milliseconds(), "");
      }
    }
    return text.toString();
  }

  /**
   * The rows of the nodes of an ONNX Runtime profile. Steps come from sizes; what is dilated cannot
   * be told from a profile and counts as not dilated.
   */
  public String nodes(List<NodeTime> nodes) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (NodeTime node : nodes) {
        boolean sized = isConvolution(node);
        record(
            csv,
            "",
            sized ? operator(node) : node.operator(),
            sized ? sizes(node) : Probe.NO_SIZES,
            node.milliseconds(),
            "");
      }
    }
    return text.toString();
  }

  /** The rows of probes; those whose time says nothing have a flag. */
  public String probes(List<ProbeResults.Time> times) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (ProbeResults.Time time : times) {
        Probe probe = time.probe();
        record(
            csv,
            probe.algorithm(),
            probe.operator(),
            probe.sizes(),
            time.milliseconds(),
            time.drowned() ? "below_baseline" : "");
      }
    }
    return text.toString();
  }

  private void record(
      CSVPrinter csv,
      String algorithm,
      String operator,
      List<?> sizes,
      double milliseconds,
      String flag)
      throws IOException {
    csv.print(gpu);
    csv.print(network);
    csv.print(precision);
    csv.print(precision.equals("fp32") ? "float32" : "float16");
    csv.print(algorithm);
    csv.print(operator);
    for (Object size : sizes) {
      csv.print(size);
    }
    csv.print(milliseconds);
    csv.print(flag);
    csv.println();
  }

  private static boolean isConvolution(NodeTime node) {
    return node.operator().endsWith("Conv")
        && node.inputs().size() > 1
        && node.inputs().get(0).size() == PICTURE
        && node.inputs().get(1).size() == PICTURE
        && (groups(node) == 1 || isDepthwise(node));
  }

  private static long groups(NodeTime node) {
    return node.inputs().get(0).get(1) / node.inputs().get(1).get(1);
  }

  private static boolean isDepthwise(NodeTime node) {
    return node.inputs().get(1).get(1) == 1 && groups(node) > 1;
  }

  private static String operator(NodeTime node) {
    return isDepthwise(node) ? "dwconv" : "conv";
  }

  private static List<Long> sizes(NodeTime node) {
    List<Long> x = node.inputs().get(0);
    List<Long> weights = node.inputs().get(1);
    List<Long> y = node.outputs().get(0);
    long stride = Math.max(1, Math.round((double) x.get(2) / y.get(2)));
    return List.of(
        x.get(1),
        x.get(2),
        x.get(3),
        y.get(1),
        weights.get(2),
        weights.get(3),
        stride,
        1L,
        y.get(2),
        y.get(3));
  }
}
