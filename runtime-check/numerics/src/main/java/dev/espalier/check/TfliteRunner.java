package dev.espalier.check;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.shape.VerifyOperators;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a TFLite file in the TFLite interpreter on the CPU. Ports have the names and the order of
 * the file's signature, or of its tensors where it has none.
 *
 * <p>The runtime trusts what it is given, so it only sees files the strict reader and the verifier
 * of shapes accept. It has one set of memory for its tensors, so runs at the same time wait for
 * each other.
 */
public final class TfliteRunner implements Runner {
  /**
   * How a model is run.
   *
   * @param xnnpack whether the optimised kernels of XNNPACK take the operators they have, in place
   *     of the built-in ones
   * @param threads threads within one operator
   */
  public record Settings(boolean xnnpack, int threads) {
    /** The settings of a comparison: built-in kernels, sums in one order. */
    public static final Settings PLAIN = new Settings(false, 1);

    /** What a phone's CPU would run, on one thread. */
    public static final Settings XNNPACK = new Settings(true, 1);
  }

  private final String file;
  private final LiteModel model;
  private final LiteRuntime runtime;
  private final List<PortType> inputs;
  private final List<PortType> outputs;

  private TfliteRunner(String file, LiteModel model, LiteRuntime runtime) {
    this.file = file;
    this.model = model;
    this.runtime = runtime;
    this.inputs = ports(model, model.inputs());
    this.outputs = ports(model, model.outputs());
  }

  /**
   * Loads a file.
   *
   * @throws TfliteException when it is no valid TFLite file, or its shapes do not fit together
   * @throws RunException when the runtime cannot run it, for instance because of an operator it
   *     does not have
   */
  public static TfliteRunner open(Path file, Settings settings) {
    LiteModel model = TfliteReader.read(file);
    verifyShapes(file, model);
    return new TfliteRunner(file.toString(), model, LiteRuntime.open(file, model, settings));
  }

  private static void verifyShapes(Path file, LiteModel model) {
    try {
      VerifyOperators.in(model);
    } catch (TfliteException e) {
      throw new TfliteException("%s: %s", file, e.getMessage());
    }
  }

  /** What the file holds. */
  public LiteModel model() {
    return model;
  }

  private static List<PortType> ports(LiteModel model, List<Port> ports) {
    return ports.stream()
        .map(
            port ->
                new PortType(
                    port.name(), LiteTensors.type(model.tensor(port.tensor()), port.tensor())))
        .toList();
  }

  @Override
  public List<PortType> inputs() {
    return inputs;
  }

  @Override
  public List<PortType> outputs() {
    return outputs;
  }

  @Override
  public synchronized Map<String, Tensor> run(Map<String, Tensor> tensors) {
    boolean resized = false;
    for (Port port : model.inputs()) {
      resized |= runtime.resize(port.tensor(), shape(port, tensors));
    }
    if (resized) {
      runtime.allocate();
    }
    model.inputs().forEach(port -> runtime.feed(port.tensor(), tensors.get(port.name())));
    runtime.invoke();
    Map<String, Tensor> results = new LinkedHashMap<>();
    model.outputs().forEach(port -> results.put(port.name(), fetch(port)));
    return results;
  }

  /** The shape of the tensor given for an input, which must be one the input can have. */
  private int[] shape(Port port, Map<String, Tensor> tensors) {
    LiteTensor wanted = model.tensor(port.tensor());
    Tensor given = tensors.get(port.name());
    if (given == null) {
      throw refuse("no tensor for the input " + port.name() + ": " + wanted.type());
    }
    int[] shape = Arrays.stream(given.shape()).mapToInt(Math::toIntExact).toArray();
    if (given.element() != wanted.element() || !fits(shape, wanted.signature())) {
      throw refuse(given.type() + " for the input " + port.name() + ": " + wanted.type());
    }
    return shape;
  }

  private static boolean fits(int[] shape, List<Integer> signature) {
    boolean fits = shape.length == signature.size();
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = signature.get(axis) < 0 || signature.get(axis) == shape[axis];
    }
    return fits;
  }

  private Tensor fetch(Port port) {
    LiteTensor tensor = model.tensor(port.tensor());
    if (!tensor.element().isNumeric()) {
      throw refuse("output " + port.name() + " is no tensor of numbers: " + tensor.type());
    }
    return runtime.fetch(port.tensor(), tensor.element());
  }

  private RunException refuse(String reason) {
    return new RunException(file, "running the model", reason);
  }

  @Override
  public synchronized void close() {
    runtime.close();
  }
}
