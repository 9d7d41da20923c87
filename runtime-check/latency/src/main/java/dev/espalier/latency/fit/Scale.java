package dev.espalier.latency.fit;

import java.util.ArrayList;
import java.util.List;

/** How many times as long a device takes as the one that a model was fitted to. */
public final class Scale {
  private Scale() {}

  /**
   * The median of measured over predicted times: one kernel that went wrong does not move it far.
   * Of an even number the geometric mean of the two in the middle.
   *
   * @param kernels at least one
   */
  public static double of(List<HeldOut> kernels) {
    double[] ratios = kernels.stream().mapToDouble(HeldOut::ratio).sorted().toArray();
    int middle = ratios.length / 2;
    return 1 / StrictMath.sqrt(ratios[(ratios.length - 1) / 2] * ratios[middle]);
  }

  /** Each kernel as predicted with the scale of all other shapes; empty for a single shape. */
  public static List<HeldOut> leaveOneOut(List<HeldOut> kernels) {
    List<HeldOut> heldOut = new ArrayList<>();
    for (HeldOut kernel : kernels) {
      List<HeldOut> others =
          kernels.stream().filter(k -> !k.row().shape().equals(kernel.row().shape())).toList();
      if (!others.isEmpty()) {
        heldOut.add(new HeldOut(kernel.row(), kernel.predicted() * of(others)));
      }
    }
    return heldOut;
  }
}
