package dev.espalier.compiler;

import dev.espalier.check.EvidenceException;
import dev.espalier.check.NotVerifiableException;
import dev.espalier.check.RunException;
import dev.espalier.ir.IrException;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.onnx.InputShapeException;
import dev.espalier.onnx.NotRepresentableException;
import dev.espalier.onnx.OnnxException;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteException;
import java.util.Optional;

/**
 * Why something was not done, as every front tells it.
 *
 * @param reason a stable code; absent when what was asked for is at fault
 */
public record Refusal(Fault fault, Optional<String> reason, String message) {
  /** What is at fault. */
  public enum Fault {
    /** An option, or where the results shall go. */
    REQUEST,
    /** The input is invalid, or cannot be run. */
    INPUT,
    /** The target cannot express the input, which is valid. */
    TARGET
  }

  /** The refusal that an exception stands for; empty when Espalier itself is at fault. */
  public static Optional<Refusal> of(Throwable failure) {
    if (failure instanceof OptionException
        || failure instanceof OutputException
        || failure instanceof EvidenceException
        || failure instanceof InputShapeException) {
      return Optional.of(new Refusal(Fault.REQUEST, Optional.empty(), failure.getMessage()));
    }
    if (failure instanceof NotRepresentableException target) {
      return refused(Fault.TARGET, target.code().text(), failure);
    }
    if (failure instanceof NotOnTargetException target) {
      return refused(Fault.TARGET, target.code().text(), failure);
    }
    return input(failure);
  }

  private static Optional<Refusal> input(Throwable failure) {
    if (failure instanceof OnnxException model) {
      return refused(Fault.INPUT, model.code().text(), failure);
    }
    if (failure instanceof TfliteException file) {
      return refused(Fault.INPUT, file.reasonCode(), failure);
    }
    if (failure instanceof NotVerifiableException) {
      return refused(Fault.INPUT, NotVerifiableException.REASON, failure);
    }
    if (failure instanceof ReportException) {
      return refused(Fault.INPUT, ReportException.REASON, failure);
    }
    if (failure instanceof LatencyDataException) {
      return refused(Fault.INPUT, LatencyDataException.REASON, failure);
    }
    if (failure instanceof IrException || failure instanceof RunException) {
      return refused(Fault.INPUT, OnnxException.Code.MALFORMED_MODEL.text(), failure);
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(Fault fault, String code, Throwable failure) {
    return Optional.of(new Refusal(fault, Optional.of(code), failure.getMessage()));
  }
}
