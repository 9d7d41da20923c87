package dev.espalier.check;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.TfliteExport.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an output of a candidate is held against.
 *
 * @param port the output, with the type it must have
 * @param value the result of the reference
 * @param label the scores by which classes are judged; empty where numbers are compared
 * @param chosen whether the classes are to be chosen from the result first
 */
record Expected(PortType port, String value, Optional<LabelMap> label, boolean chosen) {
  private static final int CLASSES = 1;

  /** The output of the reference as it is. */
  static Expected same(PortType output, Optional<LabelMap> label) {
    return new Expected(output, output.name(), label, false);
  }

  /**
   * @param output of the reference
   * @param scores the types of the scores of label maps, by name
   */
  static Expected of(
      PortType output, Labels labels, Optional<LabelMap> label, Map<String, TensorType> scores) {
    if (labels == Labels.CHOSEN && output.type().rank() > CLASSES) {
      PortType port = new PortType(output.name(), classes(output.type()));
      return new Expected(
          port, output.name(), Optional.of(new LabelMap(output.name(), CLASSES)), true);
    }
    if (labels == Labels.SCORES_ONLY && label.isPresent()) {
      String from = label.get().scores();
      PortType port = new PortType(output.name(), scores.get(from));
      return new Expected(port, from, Optional.empty(), false);
    }
    return same(output, label);
  }

  private static TensorType classes(TensorType scores) {
    List<Dim> dims = new ArrayList<>(scores.dims());
    dims.remove(CLASSES);
    return new TensorType(ElementType.I64, dims);
  }

  /** What the output must be, given the results of the reference. */
  Tensor tensor(Map<String, Tensor> results) {
    Tensor result = results.get(value);
    return chosen ? ArgmaxAgreement.classes(result, CLASSES) : result;
  }

  /** The noise of what is compared; classes have none of their own. */
  double noise(Noise noise) {
    return chosen ? 0 : noise.of(value);
  }
}
