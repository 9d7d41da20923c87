package dev.espalier.latency.estimate;

import java.util.List;

/**
 * Kernels whose nodes have a common scope.
 *
 * @param name the scope, such as {@code features.3}; the node's name where the block is one kernel
 *     without a scope
 * @param milliseconds the sum of the kernels
 * @param macs multiply-accumulates of the model, without the padding of channels
 */
public record Block(String name, int kernels, double milliseconds, long macs) {
  static Block of(String name, List<KernelTime> kernels) {
    double milliseconds = 0;
    long macs = 0;
    for (KernelTime time : kernels) {
      milliseconds += time.milliseconds();
      macs += time.kernel().macs();
    }
    return new Block(name, kernels.size(), milliseconds, macs);
  }
}
