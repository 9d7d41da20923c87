package dev.espalier.check;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.SeededTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model as ONNX Runtime runs it fastest on one thread: with every optimisation, and with
 * numbers too small for the normal form as zeros, because they take a hundred times as long and
 * depend on what is in the picture. Inputs are random and stay the same.
 */
public final class TimedOnnx implements AutoCloseable {
  private static final String STEP = "timing the model";
  private static final String ZERO = "session.set_denormal_as_zero";

  private final String model;
  private final OrtSession session;
  private final Map<String, OnnxTensor> fed = new LinkedHashMap<>();

  private TimedOnnx(String model, OrtSession session) {
    this.model = model;
    this.session = session;
  }

  /**
   * Loads a model to be timed from outside.
   *
   * @throws RunException when ONNX Runtime cannot load it or its inputs cannot be made
   */
  public static TimedOnnx open(Path model) {
    return open(model, options -> {});
  }

  /**
   * Loads a model whose nodes the runtime times.
   *
   * @param profile the first part of the name of the file that {@link #endProfile} writes
   * @param optimised the file for what the runtime has made of the model
   */
  public static TimedOnnx profiled(Path model, Path profile, Path optimised) {
    return open(
        model,
        options -> {
          options.enableProfiling(profile.toString());
          options.setOptimizedModelFilePath(optimised.toString());
        });
  }

  @FunctionalInterface
  private interface Configure {
    void configure(SessionOptions options) throws OrtException;
  }

  private static TimedOnnx open(Path model, Configure more) {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry(ZERO, "1");
      more.configure(options);
      OrtSession session = environment.createSession(model.toString(), options);
      TimedOnnx timed = new TimedOnnx(model.toString(), session);
      timed.feed(environment);
      return timed;
    } catch (OrtException e) {
      throw new RunException(model.toString(), "ONNX Runtime cannot load the model", e);
    }
  }

  private void feed(OrtEnvironment environment) throws OrtException {
    List<PortType> ports = new ArrayList<>();
    for (NodeInfo node : session.getInputInfo().values()) {
      ports.add(new PortType(node.getName(), OrtTensors.type(node.getInfo(), ports.size())));
    }
    InputSizes sizes = new InputSizes(ports, Map.of());
    for (PortType port : ports) {
      ElementType element = port.type().element();
      TensorType type = TensorType.of(element, sizes.shape(port.name()));
      fed.put(
          port.name(),
          OrtTensors.feed(environment, SeededTensor.of(type, ports.indexOf(port)))
              .orElseThrow(
                  () ->
                      new RunException(
                          model, STEP, "inputs of this type cannot be made: " + port)));
    }
  }

  /** The shapes of the inputs that are fed. */
  public Map<String, List<Long>> inputs() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    fed.forEach(
        (name, tensor) -> {
          List<Long> shape = new ArrayList<>();
          for (long dim : tensor.getInfo().getShape()) {
            shape.add(dim);
          }
          shapes.put(name, shape);
        });
    return shapes;
  }

  /** Runs the model once and drops the results. */
  public void run() {
    try {
      session.run(fed).close();
    } catch (OrtException e) {
      throw new RunException(model, STEP, e);
    }
  }

  /** Writes the profile of all runs so far, and says where. */
  public Path endProfile() {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException e) {
      throw new RunException(model, "writing the profile", e);
    }
  }

  @Override
  public void close() {
    fed.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new RunException(model, "closing the session", e);
    }
  }
}
