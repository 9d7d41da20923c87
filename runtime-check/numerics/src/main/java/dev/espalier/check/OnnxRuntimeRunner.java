package dev.espalier.check;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs an ONNX model in ONNX Runtime on the CPU. Strings, sequences and maps are refused. */
public final class OnnxRuntimeRunner implements Runner {
  /** How much the runtime may rewrite the model before it runs. */
  public enum Optimise {
    NONE,
    ALL
  }

  /**
   * How a model is run.
   *
   * @param threads threads within one operator
   * @param most how long a run may take
   */
  public record Settings(Optimise optimise, int threads, Duration most) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * The settings of both sides of a comparison: the model as it is written, sums in one order.
     */
    public static final Settings PLAIN = new Settings(Optimise.NONE, 1);

    /** With runs of up to ten minutes. */
    public Settings(Optimise optimise, int threads) {
      this(optimise, threads, LONGEST);
    }
  }

  private static final String EXTERNAL_DATA_FOLDER =
      "session.model_external_initializers_file_folder_path";

  private final String model;
  private final Duration most;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<PortType> inputs;
  private final List<PortType> outputs;

  private OnnxRuntimeRunner(
      String model,
      Duration most,
      OrtEnvironment environment,
      OrtSession session,
      List<PortType> inputs,
      List<PortType> outputs) {
    this.model = model;
    this.most = most;
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Loads a model; external data is found beside it.
   *
   * @throws RunException when ONNX Runtime cannot load it
   */
  public static OnnxRuntimeRunner open(Path model, Settings settings) {
    return open(
        model.toString(),
        settings,
        (environment, options) -> environment.createSession(model.toString(), options));
  }

  /**
   * Loads a model from memory; external data is found in a folder. Outputs that are no tensors of
   * numbers are left out.
   */
  static OnnxRuntimeRunner open(String name, byte[] model, Path folder, Settings settings) {
    OnnxRuntimeRunner all =
        open(
            name,
            settings,
            (environment, options) -> {
              options.addConfigEntry(EXTERNAL_DATA_FOLDER, folder.toAbsolutePath().toString());
              return environment.createSession(model, options);
            });
    List<PortType> numeric =
        all.outputs.stream().filter(port -> port.type().element().isNumeric()).toList();
    return new OnnxRuntimeRunner(
        name, settings.most(), all.environment, all.session, all.inputs, numeric);
  }

  @FunctionalInterface
  private interface Load {
    OrtSession load(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private static OnnxRuntimeRunner open(String name, Settings settings, Load load) {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (SessionOptions options = new SessionOptions()) {
      configure(options, settings);
      OrtSession session = load.load(environment, options);
      List<PortType> inputs = ports(session.getInputInfo().values());
      List<PortType> outputs = ports(session.getOutputInfo().values());
      return new OnnxRuntimeRunner(name, settings.most(), environment, session, inputs, outputs);
    } catch (OrtException e) {
      throw new RunException(name, "ONNX Runtime cannot load the model", e);
    }
  }

  /** Errors reach the caller as exceptions, so the runtime need not print them as well. */
  private static void configure(SessionOptions options, Settings settings) throws OrtException {
    options.setOptimizationLevel(
        settings.optimise() == Optimise.ALL ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
    options.setIntraOpNumThreads(settings.threads());
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }

  private static List<PortType> ports(Collection<NodeInfo> nodes) {
    List<PortType> ports = new ArrayList<>();
    for (NodeInfo node : nodes) {
      ports.add(new PortType(node.getName(), OrtTensors.type(node.getInfo(), ports.size())));
    }
    return List.copyOf(ports);
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
  public Map<String, Tensor> run(Map<String, Tensor> tensors) {
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try {
      for (PortType port : inputs) {
        fed.put(port.name(), feed(port, tensors));
      }
      return runInTime(fed);
    } catch (OrtException e) {
      List<PortType> given =
          tensors.entrySet().stream()
              .map(tensor -> new PortType(tensor.getKey(), tensor.getValue().type()))
              .toList();
      throw new RunException(model, "ONNX Runtime cannot run the model on " + given, e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Tensor> runInTime(Map<String, OnnxTensor> fed) throws OrtException {
    try (TimeLimit limit = TimeLimit.of(most)) {
      try (OrtSession.Result result = session.run(fed, names(outputs), limit.options())) {
        return fetch(result);
      } catch (OrtException e) {
        if (!limit.isOver()) {
          throw e;
        }
        throw new NotVerifiableException(
            "%s: still running after %d s on one input (--no-verify does without)",
            model, most.toSeconds());
      }
    }
  }

  private OnnxTensor feed(PortType port, Map<String, Tensor> tensors) throws OrtException {
    Tensor tensor = tensors.get(port.name());
    if (tensor == null) {
      throw new RunException(model, "running the model", "no tensor for the input " + port);
    }
    return OrtTensors.feed(environment, tensor)
        .orElseThrow(
            () ->
                new RunException(
                    model, "running the model", "inputs of this type cannot be made: " + port));
  }

  private Map<String, Tensor> fetch(OrtSession.Result result) {
    Map<String, Tensor> fetched = new LinkedHashMap<>();
    for (PortType port : outputs) {
      OnnxValue value =
          result
              .get(port.name())
              .orElseThrow(() -> new IllegalStateException("no result named " + port.name()));
      fetched.put(
          port.name(),
          OrtTensors.fetch(value)
              .orElseThrow(
                  () ->
                      new RunException(
                          model,
                          "running the model",
                          "the output is no tensor of numbers: " + port)));
    }
    return fetched;
  }

  private static Set<String> names(List<PortType> ports) {
    Set<String> names = new LinkedHashSet<>();
    ports.forEach(port -> names.add(port.name()));
    return names;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new RunException(model, "closing the session", e);
    }
  }
}
