package dev.espalier.measure;

import dev.espalier.check.InputSizes;
import dev.espalier.check.ModelFormat;
import dev.espalier.check.PortType;
import dev.espalier.check.TimedLite;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * TFLite with XNNPACK. Its kernels are the operators of the file, but for those that join others.
 */
public final class TfliteHost implements HostRuntime {
  @Override
  public String name() {
    return "tflite";
  }

  @Override
  public String version() {
    return tensorflowlite.TfLiteVersion().getString();
  }

  @Override
  public String format() {
    return "tflite";
  }

  @Override
  public boolean write(Graph graph, Path file) throws IOException {
    try {
      TfliteWriter.write(export(graph), file);
      return true;
    } catch (NotOnTargetException e) {
      return false;
    }
  }

  /**
   * Loads a TFLite file, or an ONNX file as TFLite.
   *
   * @throws NotOnTargetException when TFLite cannot express an ONNX model
   */
  @Override
  public Loaded load(Path file) throws IOException {
    Path folder = WorkFolder.create();
    if (ModelFormat.of(file) == ModelFormat.TFLITE) {
      return new LiteLoaded(file, folder);
    }
    Path lowered = folder.resolve("model.tflite");
    TfliteWriter.write(export(fixed(file)), lowered);
    return new LiteLoaded(lowered, folder);
  }

  /** The lowered form of a graph. */
  static LiteModel export(Graph graph) {
    return TfliteExporter.export(graph, TfliteOptions.DEFAULTS.withTarget(Target.ANY)).model();
  }

  /** An optimised model whose free sizes have become numbers. */
  private static Graph fixed(Path file) {
    Graph graph = OnnxReader.read(file).graph();
    List<PortType> ports =
        graph.inputs().entrySet().stream()
            .map(input -> new PortType(input.getKey(), input.getValue()))
            .toList();
    InputSizes sizes = new InputSizes(ports, Map.of());
    Map<String, long[]> shapes = new LinkedHashMap<>();
    ports.forEach(port -> shapes.put(port.name(), sizes.shape(port.name())));
    return Pipeline.standard(OnnxReader.read(file, shapes).graph()).graph();
  }

  private record LiteLoaded(Path file, Path folder) implements Loaded {
    @Override
    public List<TimedKernel> profile(double seconds) {
      try (TimedLite timed = TimedLite.profiled(file)) {
        LiteRuns runs = new LiteRuns(timed.model());
        Repeat.time(
            seconds,
            () -> {
              timed.run();
              runs.add(timed.drain());
            });
        return runs.kernels();
      }
    }

    @Override
    public double time(double seconds) {
      try (TimedLite timed = TimedLite.open(file)) {
        return Repeat.time(seconds, timed::run);
      }
    }

    @Override
    public void close() throws IOException {
      WorkFolder.delete(folder);
    }
  }
}
