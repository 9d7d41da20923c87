package dev.espalier.latency.estimate;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.gpu.GpuRules;
import dev.espalier.tflite.gpu.GpuVerdict;
import dev.espalier.tflite.model.LiteModel;

/** Refuses graphs of which a part would run on the CPU, whose time no device profile tells. */
public final class RequireGpu {
  private RequireGpu() {}

  /**
   * Checks a lowered graph. What the GPU takes and computes wrongly takes its time, too.
   *
   * @param device what is asked about, for the message
   * @throws NotOnTargetException that names the first operator that the GPU does not take
   */
  public static void check(LiteModel model, String device) {
    GpuVerdict verdict = GpuRules.check(model);
    for (Lint lint : verdict.errors()) {
      if (!verdict.report().traps().contains(lint.rule())) {
        throw new NotOnTargetException(
            Code.OP_NOT_ON_TARGET,
            "%s: %s (%s); times on %s are predicted for graphs that the GPU takes as a whole",
            lint.node(),
            lint.message(),
            lint.rule(),
            device);
      }
    }
  }
}
