package dev.espalier.compiler;

import dev.espalier.check.ModelFormat;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.LiteModel;
import java.nio.file.Path;
import java.util.Map;

/**
 * What TFLite runs of a model: an ONNX model compiled and lowered, a TFLite file as it is.
 *
 * @param inputShapes shapes that fix symbolic sizes, by input
 */
public record LowerModel(Path model, Map<String, long[]> inputShapes, TfliteOptions options) {
  /**
   * Reads and lowers.
   *
   * @throws dev.espalier.onnx.OnnxException when the model cannot be read
   * @throws NotOnTargetException when the target does not take all of it, or a size is not known
   */
  public LiteModel run() {
    return switch (ModelFormat.of(model)) {
      case ONNX -> lower(OnnxReader.read(model, inputShapes).graph());
      case TFLITE -> TfliteReader.read(model);
    };
  }

  private LiteModel lower(Graph graph) {
    Sizes sizes = Sizes.of(graph, inputShapes);
    Graph compiled = Pipeline.standard(graph).graph();
    try {
      return TfliteExporter.export(compiled, options).model();
    } catch (NotOnTargetException e) {
      throw Advice.addShapes(e, compiled, sizes);
    }
  }
}
