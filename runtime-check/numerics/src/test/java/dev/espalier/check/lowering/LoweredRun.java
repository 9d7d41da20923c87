package dev.espalier.check.lowering;

import dev.espalier.check.TfliteRunner;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A graph exported to TFLite and run there, beside the reference interpreter in double. */
final class LoweredRun {
  private static final long SEED = 20_26;

  private LoweredRun() {}

  /**
   * The largest difference of any output, as a share of the output's range.
   *
   * @param difference between the reference and TFLite; 0 for integers that are equal
   */
  record Result(TfliteExport export, double difference) {}

  static Result of(Graph graph, TfliteOptions options, TfliteRunner.Settings settings) {
    TfliteExport export = TfliteExporter.export(graph, options);
    Map<String, Tensor> inputs = inputs(graph);
    List<Tensor> expected = new Interpreter(Precision.F64).run(graph, inputs);
    Map<String, Tensor> actual = run(export, inputs, settings);
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      TfliteExport.Port port = export.outputs().get(i);
      Tensor found = chosen(port, back(port, actual.get(port.name())));
      worst = Math.max(worst, difference(port.name(), expected.get(i), found));
    }
    return new Result(export, worst);
  }

  /** Numbers of both signs; integers from 0 to 2, which are indices of axes of 3 and more. */
  private static Map<String, Tensor> inputs(Graph graph) {
    Random random = new Random(SEED);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, random(type, random)));
    return inputs;
  }

  private static Tensor random(TensorType type, Random random) {
    double[] values = new double[(int) Shapes.size(type.shape())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type.element()) {
            case F32 -> (float) (random.nextGaussian() * 2);
            case BOOL -> random.nextInt(2);
            default -> random.nextInt(3);
          };
    }
    return Tensor.of(type.element(), type.shape(), values);
  }

  private static Map<String, Tensor> run(
      TfliteExport export, Map<String, Tensor> inputs, TfliteRunner.Settings settings) {
    try {
      Path file = Files.createTempFile("lowered", ".tflite");
      try {
        TfliteWriter.write(export.model(), file);
        try (TfliteRunner runner = TfliteRunner.open(file, settings)) {
          Map<String, Tensor> fed = new LinkedHashMap<>();
          for (TfliteExport.Port port : export.inputs()) {
            fed.put(port.name(), there(port, inputs.get(port.name())));
          }
          return runner.run(fed);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor there(TfliteExport.Port port, Tensor tensor) {
    int[] order = port.order().stream().mapToInt(Integer::intValue).toArray();
    Tensor moved = order.length < 2 ? tensor : tensor.transpose(order);
    return Tensor.of(port.element(), moved.shape(), moved.toDoubles());
  }

  private static Tensor back(TfliteExport.Port port, Tensor tensor) {
    int[] order = new int[port.order().size()];
    for (int i = 0; i < order.length; i++) {
      order[port.order().get(i)] = i;
    }
    return order.length < 2 ? tensor : tensor.transpose(order);
  }

  /** The classes that a graph returns where the file has the scores of axis 1. */
  private static Tensor chosen(TfliteExport.Port port, Tensor tensor) {
    return port.labels() == Labels.SCORES_ONLY
        ? new Interpreter(Precision.F64)
            .evaluate(new ArgMax(1, false, false), List.of(Optional.of(tensor)))
            .get(0)
        : tensor;
  }

  private static double difference(String output, Tensor expected, Tensor actual) {
    if (!Arrays.equals(expected.shape(), actual.shape())) {
      throw new AssertionError(output + ": " + expected.type() + " expected, not " + actual.type());
    }
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      low = Math.min(low, a[i]);
      high = Math.max(high, a[i]);
      double distance = a[i] == b[i] ? 0 : Math.abs(a[i] - b[i]);
      most = distance > most || Double.isNaN(distance) ? distance : most;
    }
    boolean exact = expected.element() != ElementType.F64 && !expected.element().isFloat();
    double range = high > low ? high - low : Math.max(Math.abs(high), 1);
    return exact ? most : most / range;
  }
}
