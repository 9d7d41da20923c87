package dev.espalier.tflite;

import java.util.List;

/**
 * What the GPU delegate would do with a model.
 *
 * @param supported whether it takes every operator
 * @param ceilingViolations operators of a version newer than it takes, as {@code NAME vN: node}
 * @param traps ids of rules about wrong results that some operator breaks, in order, each once
 * @param partitions connected parts it would take; 1 when it takes everything
 * @param alignedChannelsShare share of the operators with channels whose result has a multiple of
 *     4, which is what its memory layout stores
 */
public record GpuReport(
    boolean supported,
    List<String> ceilingViolations,
    List<String> traps,
    int partitions,
    double alignedChannelsShare) {
  public GpuReport {
    ceilingViolations = List.copyOf(ceilingViolations);
    traps = List.copyOf(traps);
  }
}
