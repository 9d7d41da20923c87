package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.layout.LeadingAxes;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;

/** Matrix products: fully connected with a constant matrix, batched without. */
final class LowerMatrices {
  private LowerMatrices() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(MatMul.class, LowerMatrices::matMul);
  }

  private static Void matMul(MatMul op, Site site) {
    if (site.element(0) != ElementType.F32) {
      throw site.refuse(Code.TYPE_NOT_SUPPORTED, "%s is not of 32-bit floats", site.type(0));
    }
    if (isMatrix(site, 1) && site.type(0).rank() >= 2) {
      fullyConnected(site, 0, site.constant(1).orElseThrow().transpose(1, 0));
    } else if (isMatrix(site, 0) && site.type(1).rank() >= 2) {
      fullyConnected(site, 1, site.constant(0).orElseThrow());
    } else {
      int rank = site.resultOrder().rank();
      site.result(
          Builtin.BATCH_MATMUL,
          new Options.BatchMatMul(false, false),
          batched(site, 0, rank),
          batched(site, 1, rank));
    }
    return null;
  }

  private static boolean isMatrix(Site site, int operand) {
    return site.constant(operand).isPresent() && site.type(operand).rank() == 2;
  }

  /** The weights are [out, in]; the summed axis of x is its last. */
  private static void fullyConnected(Site site, int x, Tensor weights) {
    boolean matrix = site.resultOrder().rank() == 2;
    Tensor zeros = Tensor.filled(ElementType.F32, new long[] {weights.dim(0)}, 0);
    site.result(
        Builtin.FULLY_CONNECTED,
        new Options.FullyConnected(Activation.NONE, !matrix),
        site.operand(x),
        site.constant("weights", weights),
        site.constant("bias", zeros));
  }

  private static int batched(Site site, int operand, int rank) {
    int tensor = site.operand(operand);
    long[] own = site.stored(tensor);
    return own.length == rank ? tensor : site.reshape(tensor, LeadingAxes.add(rank, own));
  }
}
