package dev.espalier.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.score.NotEvaluableException;
import dev.espalier.compiler.Refusal;
import dev.espalier.compiler.ReportJson;
import dev.espalier.passes.prune.BudgetException;
import dev.espalier.passes.prune.MethodException;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.train.DivergedException;

/** Tells a failure in one line, and knows its exit code. */
record Failures(String command, Console console, boolean json, boolean debug) {
  /** A failure as JSON. */
  private record Coded(@JsonProperty("reason_code") String reasonCode, String message) {}

  int exit(Throwable failure) {
    int code = report(failure);
    if (debug) {
      failure.printStackTrace(console.err());
    }
    return code;
  }

  private int report(Throwable failure) {
    if (failure instanceof UsageException
        || failure instanceof MethodException
        || failure instanceof ConfigException) {
      console.error(command + ": " + failure.getMessage());
      return Exit.USAGE;
    }
    if (failure instanceof BudgetException || failure instanceof DivergedException) {
      console.error(command + ": " + failure.getMessage());
      return Exit.CHECK_FAILED;
    }
    if (failure instanceof DataException data) {
      return reason(Exit.INPUT, DataException.REASON, data.getMessage());
    }
    if (failure instanceof NotEvaluableException model) {
      return reason(Exit.INPUT, NotEvaluableException.REASON, model.getMessage());
    }
    return Refusal.of(failure).map(this::refused).orElseGet(() -> internal(failure));
  }

  private int refused(Refusal refusal) {
    int exit =
        switch (refusal.fault()) {
          case REQUEST -> Exit.USAGE;
          case INPUT -> Exit.INPUT;
          case TARGET -> Exit.TARGET;
        };
    if (refusal.reason().isPresent()) {
      return reason(exit, refusal.reason().get(), refusal.message());
    }
    console.error(command + ": " + refusal.message());
    return exit;
  }

  private int internal(Throwable failure) {
    console.error(command + ": internal error: " + cause(failure));
    console.error("please report it with the model; --debug shows where it happened");
    return Exit.INTERNAL;
  }

  private int reason(int exit, String code, String message) {
    console.error(command + ": " + message + " (reason_code=" + code + ")");
    if (json) {
      console.text(ReportJson.text(new Coded(code, message)));
    }
    return exit;
  }

  private static String cause(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (JAVA_OPTS=-Xmx8g gives Java more)";
    }
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
