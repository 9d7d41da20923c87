package dev.espalier.check;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.MakeTfLiteTelemetryProfiler;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.shape.VerifyOperators;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * A TFLite file as XNNPACK runs it on one thread, with its operators timed or without. Inputs are
 * random and stay the same.
 */
public final class TimedLite implements AutoCloseable {
  /**
   * What one run spent in an operator.
   *
   * @param name the runtime gives it: that of a TFLite operator, or of one of XNNPACK's
   * @param delegated whether it is one of XNNPACK's
   */
  public record OperatorTime(String name, boolean delegated, double milliseconds) {}

  private final LiteModel model;
  private final LiteRuntime runtime;
  private final List<Pointer> observers;

  private TimedLite(LiteModel model, LiteRuntime runtime, List<Pointer> observers) {
    this.model = model;
    this.runtime = runtime;
    this.observers = observers;
  }

  /**
   * Loads a file to be timed from outside.
   *
   * @throws RunException when the runtime cannot run it
   */
  public static TimedLite open(Path file) {
    LiteModel model = read(file);
    return fed(new TimedLite(model, LiteRuntime.open(file, model, Settings.XNNPACK), List.of()));
  }

  /** Loads a file whose operators are timed. */
  public static TimedLite profiled(Path file) {
    LiteModel model = read(file);
    OperatorTimes times = new OperatorTimes();
    var profiler = MakeTfLiteTelemetryProfiler(times);
    LiteRuntime runtime = LiteRuntime.open(file, model, Settings.XNNPACK, Optional.of(profiler));
    return fed(new TimedLite(model, runtime, List.of(profiler, times)));
  }

  private static LiteModel read(Path file) {
    LiteModel model = TfliteReader.read(file);
    VerifyOperators.in(model);
    return model;
  }

  private static TimedLite fed(TimedLite timed) {
    for (Port port : timed.model.inputs()) {
      timed.runtime.feed(
          port.tensor(),
          SeededTensor.of(LiteTensors.type(timed.model.tensor(port.tensor()), 0), 0));
    }
    return timed;
  }

  /** What the file holds. */
  public LiteModel model() {
    return model;
  }

  /** Runs the model once. */
  public void run() {
    runtime.invoke();
  }

  /** The operators of all runs since the last call, in order. */
  public List<OperatorTime> drain() {
    List<OperatorTime> drained = new ArrayList<>();
    for (Pointer observer : observers) {
      if (observer instanceof OperatorTimes times) {
        times
            .drain()
            .forEach(e -> drained.add(new OperatorTime(e.name(), e.delegated(), e.milliseconds())));
      }
    }
    return drained;
  }

  @Override
  public void close() {
    runtime.close();
    observers.forEach(Pointer::close);
  }
}
