package dev.espalier.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.score.NotEvaluableException;
import dev.espalier.check.EvidenceException;
import dev.espalier.check.NotVerifiableException;
import dev.espalier.check.RunException;
import dev.espalier.compiler.OutputException;
import dev.espalier.compiler.ReportJson;
import dev.espalier.ir.IrException;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.onnx.InputShapeException;
import dev.espalier.onnx.NotRepresentableException;
import dev.espalier.onnx.OnnxException;
import dev.espalier.passes.prune.BudgetException;
import dev.espalier.passes.prune.MethodException;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.train.DivergedException;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteException;

/** Tells a failure in one line, and knows its exit code. */
record Failures(String command, Console console, boolean json, boolean debug) {
  /** A failure as JSON. */
  private record Refusal(@JsonProperty("reason_code") String reasonCode, String message) {}

  int exit(Throwable failure) {
    int code = report(failure);
    if (debug) {
      failure.printStackTrace(console.err());
    }
    return code;
  }

  private int report(Throwable failure) {
    if (failure instanceof UsageException
        || failure instanceof OutputException
        || failure instanceof EvidenceException
        || failure instanceof MethodException
        || failure instanceof ConfigException
        || failure instanceof InputShapeException) {
      console.error(command + ": " + failure.getMessage());
      return Exit.USAGE;
    }
    if (failure instanceof BudgetException || failure instanceof DivergedException) {
      console.error(command + ": " + failure.getMessage());
      return Exit.CHECK_FAILED;
    }
    if (failure instanceof OnnxException model) {
      return reason(Exit.INPUT, model.code().text(), model);
    }
    if (failure instanceof NotRepresentableException target) {
      return reason(Exit.TARGET, target.code().text(), target);
    }
    if (failure instanceof TfliteException file) {
      return reason(Exit.INPUT, file.reasonCode(), file);
    }
    if (failure instanceof NotOnTargetException target) {
      return reason(Exit.TARGET, target.code().text(), target);
    }
    if (failure instanceof NotVerifiableException model) {
      return reason(Exit.INPUT, NotVerifiableException.REASON, model);
    }
    if (failure instanceof LatencyDataException data) {
      return reason(Exit.INPUT, LatencyDataException.REASON, data);
    }
    if (failure instanceof DataException data) {
      return reason(Exit.INPUT, DataException.REASON, data);
    }
    if (failure instanceof NotEvaluableException model) {
      return reason(Exit.INPUT, NotEvaluableException.REASON, model);
    }
    if (failure instanceof IrException || failure instanceof RunException) {
      return reason(Exit.INPUT, OnnxException.Code.MALFORMED_MODEL.text(), failure);
    }
    console.error(command + ": internal error: " + internal(failure));
    console.error("please report it with the model; --debug shows where it happened");
    return Exit.INTERNAL;
  }

  private int reason(int exit, String code, Throwable failure) {
    console.error(command + ": " + failure.getMessage() + " (reason_code=" + code + ")");
    if (json) {
      console.text(ReportJson.text(new Refusal(code, failure.getMessage())));
    }
    return exit;
  }

  private static String internal(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (JAVA_OPTS=-Xmx8g gives Java more)";
    }
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
