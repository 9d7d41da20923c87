package dev.espalier.tflite.gpu;

import dev.espalier.tflite.GpuReport;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import java.util.List;

/**
 * What the GPU delegate would do with a graph.
 *
 * @param lints in the order of the operators, those about the whole graph first
 */
public record GpuVerdict(List<Lint> lints, GpuReport report) {
  public GpuVerdict {
    lints = List.copyOf(lints);
  }

  /** The reasons for which a graph is not fit for the GPU. */
  public List<Lint> errors() {
    return lints.stream().filter(lint -> lint.level() == Level.ERROR).toList();
  }
}
