package dev.espalier.latency.width;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.latency.kernel.FuseKernels.Linked;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.passes.prune.ScaledSizes;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operators of a kernel apart from their graph. What constants hold is left out: it changes no
 * time.
 *
 * @param ops reading and making tensors by their position here
 * @param tensors without their sizes
 * @param sizes of the tensors
 */
record KernelLayout(List<LiteOp> ops, List<LiteTensor> tensors, ScaledSizes sizes) {
  private static final Tensor ANYTHING = Tensor.filled(ElementType.F32, new long[] {1}, 0);

  static KernelLayout of(ScaledModel model, Linked linked) {
    List<Integer> used = new ArrayList<>();
    List<LiteOp> ops = new ArrayList<>();
    for (LiteOp op : linked.ops()) {
      ops.add(
          op.withInputs(positions(op.inputs(), used)).withOutputs(positions(op.outputs(), used)));
    }
    return new KernelLayout(
        ops,
        used.stream().map(t -> bare(model.base().tensor(t))).toList(),
        new ScaledSizes(
            used.stream().map(model.sizes().base()::get).toList(),
            used.stream().map(model.sizes().slopes()::get).toList()));
  }

  private static List<Integer> positions(List<Integer> tensors, List<Integer> used) {
    List<Integer> positions = new ArrayList<>();
    for (int tensor : tensors) {
      if (tensor != LiteOp.ABSENT && !used.contains(tensor)) {
        used.add(tensor);
      }
      positions.add(tensor == LiteOp.ABSENT ? tensor : used.indexOf(tensor));
    }
    return positions;
  }

  private static LiteTensor bare(LiteTensor tensor) {
    return new LiteTensor(
        "",
        tensor.element(),
        List.of(),
        List.of(),
        tensor.data().map(data -> ANYTHING),
        tensor.quantized(),
        tensor.variable());
  }

  /** The pools that its sizes depend on. */
  int[] pools() {
    return sizes.pools().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The kernels, mostly one, after channels are removed. */
  List<Kernel> kernels(int... removed) {
    List<LiteTensor> sized = new ArrayList<>();
    for (int t = 0; t < tensors.size(); t++) {
      sized.add(sized(tensors.get(t), sizes.at(t, removed)));
    }
    LiteModel model = new LiteModel("", sized, ops, List.of(), List.of(), "", Map.of(), 0);
    return new Linked(ops).measure(model);
  }

  private static LiteTensor sized(LiteTensor tensor, List<Integer> shape) {
    return new LiteTensor(
        tensor.name(),
        tensor.element(),
        shape,
        shape,
        tensor.data(),
        tensor.quantized(),
        tensor.variable());
  }
}
