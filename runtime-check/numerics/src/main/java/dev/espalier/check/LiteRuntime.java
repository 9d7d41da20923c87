package dev.espalier.check;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.shape.VerifyOperators;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TelemetryProfiler;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * A file in the interpreter. The interpreter refers to the file's memory and to the operators, so
 * all three live, and are freed, together.
 */
final class LiteRuntime implements AutoCloseable {
  private static final String LOAD = "TFLite cannot load the model";
  private static final String RUN = "TFLite cannot run the model";
  private static final String REPORTED = "the runtime wrote the reason to standard error";

  private final String file;
  private final LiteModel model;
  private final Deque<Pointer> natives = new ArrayDeque<>();
  private final OpResolver operators;
  private final Interpreter interpreter;

  private LiteRuntime(Path file, LiteModel model, Settings settings) {
    this.file = file.toString();
    this.model = model;
    this.operators =
        own(
            // XNNPACK crashes on operators whose results nothing uses.
            settings.xnnpack() && model.unusedOps().isEmpty()
                ? new BuiltinOpResolver()
                : new BuiltinOpResolverWithoutDefaultDelegates());
    this.interpreter = own(new Interpreter((Pointer) null));
  }

  /**
   * Loads a file the strict reader has accepted.
   *
   * @throws RunException when the runtime refuses it; names the operator it does not have
   */
  static LiteRuntime open(Path file, LiteModel model, Settings settings) {
    return open(file, model, settings, Optional.empty());
  }

  /**
   * As {@link #open(Path, LiteModel, Settings)}, with an observer that must outlive the runtime.
   */
  static LiteRuntime open(
      Path file, LiteModel model, Settings settings, Optional<TelemetryProfiler> observer) {
    LiteRuntime runtime = new LiteRuntime(file, model, settings);
    try {
      runtime.requireOperators();
      runtime.build(settings.threads(), observer);
      runtime.allocate();
      return runtime;
    } catch (RunException e) {
      runtime.close();
      throw e;
    }
  }

  private <T extends Pointer> T own(T pointer) {
    natives.push(pointer);
    return pointer;
  }

  private void build(int threads, Optional<TelemetryProfiler> observer) {
    FlatBufferModel loaded = FlatBufferModel.VerifyAndBuildFromFile(file);
    if (loaded == null || loaded.isNull()) {
      throw new RunException(file, LOAD, "the runtime's own verifier refuses it");
    }
    // The interpreter is freed before the model it points into.
    natives.addLast(loaded);
    try (InterpreterBuilder builder = new InterpreterBuilder(loaded, operators)) {
      builder.SetNumThreads(threads);
      observer.ifPresent(builder::SetTelemetryProfiler);
      require(LOAD, builder.apply(interpreter));
    }
  }

  /** Gives the tensors memory, which changed shapes of inputs make necessary. */
  void allocate() {
    require(LOAD, interpreter.AllocateTensors());
  }

  /** Changes the shape of an input; whether that was necessary. */
  boolean resize(int tensor, int[] shape) {
    if (Arrays.equals(LiteTensors.shape(interpreter.tensor(tensor)), shape)) {
      return false;
    }
    require(RUN, interpreter.ResizeInputTensorStrict(tensor, shape));
    return true;
  }

  void feed(int tensor, Tensor values) {
    LiteTensors.feed(interpreter.tensor(tensor), values);
  }

  void invoke() {
    require(RUN, interpreter.Invoke());
  }

  Tensor fetch(int tensor, ElementType element) {
    TfLiteTensor result = interpreter.tensor(tensor);
    return LiteTensors.fetch(result, element);
  }

  private void require(String step, int status) {
    if (status != kTfLiteOk) {
      throw new RunException(file, step, REPORTED);
    }
  }

  /** The runtime must have every operator, and trusts those whose operands nobody verified. */
  private void requireOperators() {
    for (LiteOp op : model.ops()) {
      if (isNull(find(op))) {
        throw new RunException(
            file,
            LOAD,
            "it has no operator %s version %d (%s)".formatted(op.name(), op.version(), place(op)));
      }
    }
    Optional<LiteOp> unknown = VerifyOperators.unknown(model);
    if (unknown.isPresent()) {
      throw new RunException(
          file,
          LOAD,
          "the operator %s (%s) is none whose operands can be verified"
              .formatted(unknown.get().name(), place(unknown.get())));
    }
  }

  private Pointer find(LiteOp op) {
    return op.kind() == Builtin.CUSTOM
        ? operators.FindOp(op.custom(), op.version())
        : operators.FindOp(op.kind().code(), op.version());
  }

  private static boolean isNull(Pointer pointer) {
    return pointer == null || pointer.isNull();
  }

  private String place(LiteOp op) {
    return "node " + model.ops().indexOf(op) + ", for " + op.node();
  }

  /** Frees the interpreter, the operators and the file's memory, in this order. */
  @Override
  public void close() {
    natives.forEach(Pointer::close);
    natives.clear();
  }
}
