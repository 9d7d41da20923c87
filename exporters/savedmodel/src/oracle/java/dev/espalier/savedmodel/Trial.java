package dev.espalier.savedmodel;

import dev.espalier.check.TfliteRunner;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One graph in two forms, ours as a TFLite file and as a SavedModel, with seeded inputs. The folder
 * takes what TensorFlow makes of the SavedModel.
 */
record Trial(String name, LiteModel model, Map<String, Tensor> inputs, Path folder) {
  private static final String OURS = "ours.tflite";

  /** Writes both forms and the inputs, numbers between two bounds. */
  static Trial prepare(String name, LiteModel model, double low, double high, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    SavedModelWriter.write(model, folder);
    TfliteWriter.write(model, folder.resolve(OURS));
    Random random = new Random(11);
    Map<String, Tensor> inputs = new TreeMap<>();
    for (LiteModel.Port port : model.inputs()) {
      inputs.put(port.name(), numbers(model.tensor(port.tensor()), low, high, random));
    }
    int in = 0;
    for (Tensor input : inputs.values()) {
      Files.write(folder.resolve("in." + in++), bytes(input));
    }
    return new Trial(name, model, inputs, folder);
  }

  private static Tensor numbers(LiteTensor tensor, double low, double high, Random random) {
    long[] shape = shape(tensor);
    return Tensor.of(
        tensor.element(), shape, random.doubles(Shapes.size(shape), low, high).toArray());
  }

  private static long[] shape(LiteTensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.byteSize()));
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes.order(ByteOrder.LITTLE_ENDIAN));
    return bytes.array();
  }

  Path ours() {
    return folder.resolve(OURS);
  }

  /** Whether weights are stored with 16 bits. */
  boolean half() {
    return model.ops().stream().anyMatch(op -> op.kind() == Builtin.DEQUANTIZE);
  }

  /** The official converter's file, with 16-bit weights if ours has them. */
  Path official() {
    return folder.resolve(half() ? "official-16.tflite" : "official.tflite");
  }

  /** What TensorFlow computes. */
  Map<String, Tensor> tensorFlow() throws IOException {
    Map<String, LiteTensor> outputs = new TreeMap<>();
    model.outputs().forEach(port -> outputs.put(port.name(), model.tensor(port.tensor())));
    Map<String, Tensor> results = new TreeMap<>();
    int out = 0;
    for (Map.Entry<String, LiteTensor> output : outputs.entrySet()) {
      ElementType element = output.getValue().element();
      byte[] bytes = Files.readAllBytes(folder.resolve("out." + out++));
      results.put(
          output.getKey(),
          Tensor.view(element, shape(output.getValue()), ByteBuffer.wrap(bytes)));
    }
    return results;
  }

  /** What TFLite computes with a file. */
  Map<String, Tensor> lite(Path file) {
    try (TfliteRunner runner = TfliteRunner.open(file, TfliteRunner.Settings.PLAIN)) {
      return runner.run(inputs);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
