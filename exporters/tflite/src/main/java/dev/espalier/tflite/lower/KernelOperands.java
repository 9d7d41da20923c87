package dev.espalier.tflite.lower;

import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.shape.KernelRanks;
import java.util.List;

/** What one of TFLite's kernels is to compute with. */
record KernelOperands(Builtin kind, List<LiteTensor> tensors) {
  boolean haveTakenRanks() {
    return KernelRanks.take(kind, shapes());
  }

  private List<List<Integer>> shapes() {
    return tensors.stream().map(LiteTensor::shape).toList();
  }

  /** Refuses element types and ranks that the kernel does not take. */
  void require(Site site) {
    LiteTensor data = tensors.get(TakenTypes.data(kind));
    if (!TakenTypes.takes(kind, data.element())) {
      throw site.refuse(
          Code.TYPE_NOT_SUPPORTED, "%s of TFLite does not compute with %s", kind, data.type());
    }
    if (!haveTakenRanks()) {
      throw site.refuse(
          Code.RANK_NOT_SUPPORTED,
          "%s of TFLite takes operands %s of at most %d axes",
          kind,
          shapes(),
          KernelRanks.most(kind, shapes()));
    }
  }
}
