package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
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
import java.util.stream.Collectors;

/**
 * One graph in two forms, ours as a TFLite file and as a SavedModel, with seeded inputs. The folder
 * takes what TensorFlow makes of the SavedModel.
 */
record Trial(String name, LiteModel model, Map<String, byte[]> inputs, Path folder) {
  private static final String OURS = "ours.tflite";

  /** Writes both forms and the inputs, numbers between two bounds. */
  static Trial prepare(String name, LiteModel model, double low, double high, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    SavedModelWriter.write(model, folder);
    TfliteWriter.write(model, folder.resolve(OURS));
    Random random = new Random(11);
    Map<String, byte[]> inputs = new TreeMap<>();
    for (LiteModel.Port port : model.inputs()) {
      inputs.put(port.name(), numbers(model.tensor(port.tensor()), low, high, random));
    }
    int in = 0;
    for (byte[] bytes : inputs.values()) {
      Files.write(folder.resolve("in." + in++), bytes);
    }
    return new Trial(name, model, inputs, folder);
  }

  private static byte[] numbers(LiteTensor tensor, double low, double high, Random random) {
    if (tensor.element() != ElementType.F32) {
      throw new IllegalArgumentException(tensor.name() + " is " + tensor.type() + ", not f32");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(tensor.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) (low + (high - low) * random.nextDouble()));
    }
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
  Map<String, Numbers> tensorFlow() throws IOException {
    Map<String, Numbers> results = new TreeMap<>();
    int out = 0;
    for (String output : outputs().keySet()) {
      results.put(output, values(output, Files.readAllBytes(folder.resolve("out." + out++))));
    }
    return results;
  }

  /** What TFLite computes with a file. */
  Map<String, Numbers> lite(Path file) {
    Map<String, Numbers> results = new TreeMap<>();
    LiteInterpreter.run(file, inputs, outputs().keySet())
        .forEach((output, bytes) -> results.put(output, values(output, bytes)));
    return results;
  }

  private Map<String, LiteTensor> outputs() {
    return model.outputs().stream()
        .collect(
            Collectors.toMap(
                LiteModel.Port::name, port -> model.tensor(port.tensor()), (a, b) -> a, TreeMap::new));
  }

  private Numbers values(String output, byte[] bytes) {
    return Numbers.of(outputs().get(output).element(), bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
