package dev.espalier.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct;
import org.bytedeco.tensorflowlite.TfLiteTelemetrySettings;

/**
 * Collects what TFLite reports about its operators while it runs: one event per operator of its
 * own, and one per operator inside a delegate. Native code calls the six functions for as long as
 * the interpreter lives, so they live as long as this object.
 */
final class OperatorTimes extends TfLiteTelemetryProfilerStruct {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;

  /**
   * An operator of a run.
   *
   * @param name the runtime gives it, such as {@code Convolution (NHWC, F32) IGEMM}
   * @param index among the operators of the graph, or of the delegate
   * @param delegated whether a delegate reported it
   */
  record Event(String name, long index, boolean delegated, double milliseconds) {}

  private record Open(String name, long index, long nanos) {}

  private final List<Event> events = new ArrayList<>();
  private final Map<Integer, Open> open = new HashMap<>();
  private final List<Object> functions;
  private int next;

  OperatorTimes() {
    Begin begin = new Begin();
    End end = new End();
    Done done = new Done();
    Telemetry telemetry = new Telemetry();
    OperatorTelemetry operatorTelemetry = new OperatorTelemetry();
    Settings settings = new Settings();
    ReportBeginOpInvokeEvent(begin);
    ReportEndOpInvokeEvent(end);
    ReportOpInvokeEvent(done);
    ReportTelemetryEvent(telemetry);
    ReportTelemetryOpEvent(operatorTelemetry);
    ReportSettings(settings);
    functions = List.of(begin, end, done, telemetry, operatorTelemetry, settings);
  }

  /** What was reported since the last call. */
  List<Event> drain() {
    List<Event> drained = List.copyOf(events);
    events.clear();
    return drained;
  }

  @Override
  public void close() {
    functions.forEach(function -> ((org.bytedeco.javacpp.Pointer) function).close());
    super.close();
  }

  private final class Begin
      extends ReportBeginOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long {
    @Override
    public int call(TfLiteTelemetryProfilerStruct p, BytePointer tag, long op, long subgraph) {
      open.put(++next, new Open(tag.getString(), op, System.nanoTime()));
      return next;
    }
  }

  private final class End extends ReportEndOpInvokeEvent_TfLiteTelemetryProfilerStruct_int {
    @Override
    public void call(TfLiteTelemetryProfilerStruct p, int handle) {
      long now = System.nanoTime();
      Open begun = open.remove(handle);
      if (begun != null) {
        events.add(
            new Event(begun.name, begun.index, false, (now - begun.nanos) / NANOS_PER_MILLI));
      }
    }
  }

  private final class Done
      extends ReportOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
    @Override
    public void call(
        TfLiteTelemetryProfilerStruct p, BytePointer tag, long micros, long op, long subgraph) {
      events.add(new Event(tag.getString(), op, true, micros / MICROS_PER_MILLI));
    }
  }

  private static final class Telemetry
      extends ReportTelemetryEvent_TfLiteTelemetryProfilerStruct_BytePointer_long {
    @Override
    public void call(TfLiteTelemetryProfilerStruct p, BytePointer tag, long status) {
      // Nothing about times.
    }
  }

  private static final class OperatorTelemetry
      extends ReportTelemetryOpEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
    @Override
    public void call(TfLiteTelemetryProfilerStruct p, BytePointer tag, long op, long s, long v) {
      // Nothing about times.
    }
  }

  private static final class Settings
      extends ReportSettings_TfLiteTelemetryProfilerStruct_BytePointer_TfLiteTelemetrySettings {
    @Override
    public void call(
        TfLiteTelemetryProfilerStruct p, BytePointer tag, TfLiteTelemetrySettings settings) {
      // Nothing about times.
    }
  }
}
