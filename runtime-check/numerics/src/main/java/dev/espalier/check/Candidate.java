package dev.espalier.check;

import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExport.Labels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that is compared with a reference.
 *
 * @param runner has the reference's ports, up to what {@code labels} says
 * @param format of its file, for the rows
 * @param runtime that runs it, for the rows
 * @param labels what became of an ArgMax at an output, by name; outputs that are not named return
 *     what the reference returns
 */
public record Candidate(
    Runner runner, String format, String runtime, Tolerance tolerance, Map<String, Labels> labels) {
  /** ONNX Runtime, in rows. */
  public static final String ONNX_RUNTIME = "onnxruntime";

  /** The TFLite interpreter with its built-in kernels, in rows. */
  public static final String TFLITE = "tflite";

  /** The TFLite interpreter with XNNPACK, in rows. */
  public static final String TFLITE_XNNPACK = "tflite-xnnpack";

  public Candidate {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** An ONNX model in ONNX Runtime. */
  public static Candidate onnx(Runner runner, Tolerance tolerance) {
    return new Candidate(runner, "onnx", ONNX_RUNTIME, tolerance, Map.of());
  }

  /**
   * The file of an export, run as if it had the ports of the graph it was made from.
   *
   * @param runner of the file
   * @param runtime how it runs the file
   * @param reference the graph's model
   */
  public static Candidate tflite(
      TfliteExport export,
      Runner runner,
      String runtime,
      Reference reference,
      Tolerance tolerance) {
    Map<String, Labels> labels = new TreeMap<>();
    export.outputs().forEach(port -> labels.put(port.name(), port.labels()));
    Runner translated =
        new TranslatedRunner(
            runner,
            translations(export.inputs(), reference.inputPorts()),
            translations(export.outputs(), reference.outputPorts(labels)));
    return new Candidate(translated, "tflite", runtime, tolerance, labels);
  }

  /**
   * A model of any format whose ports may differ from the reference's in names, layout and width of
   * integers where one of the two is a TFLite file.
   *
   * @param match how they correspond
   */
  static Candidate matched(
      ModelFormat format, Runner runner, PortMatch match, Tolerance tolerance) {
    Runner translated = new TranslatedRunner(runner, match.inputs(), match.outputs());
    return new Candidate(translated, format.text(), format.runtime(), tolerance, match.labels());
  }

  private static List<PortTranslation> translations(
      List<TfliteExport.Port> ports, List<PortType> wanted) {
    return ports.stream()
        .map(
            port ->
                new PortTranslation(
                    port.name(),
                    port.name(),
                    port.order(),
                    wanted.stream()
                        .filter(w -> w.name().equals(port.name()))
                        .map(w -> w.type().element())
                        .findFirst()
                        .orElse(port.element())))
        .toList();
  }
}
