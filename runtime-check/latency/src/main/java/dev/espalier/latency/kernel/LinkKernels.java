package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which operators run as one kernel, by the rules of TFLite's GPU delegate (LiteRT at f674577).
 *
 * <p>An elementwise operator joins the kernel that makes its first operand if nothing else reads
 * that value, it is no result of the graph, and the other operands are there before. A sum or
 * product of two values of one shape joins the kernel that runs later.
 */
final class LinkKernels {
  private static final int BEFORE_ALL = -1;

  private final LiteModel model;
  private final List<LiteOp> ops;
  private final Map<Integer, List<LiteOp>> readers = new LinkedHashMap<>();
  private final List<List<LiteOp>> kernels = new ArrayList<>();
  private final Map<Integer, Integer> madeBy = new LinkedHashMap<>();

  private LinkKernels(LiteModel model, List<LiteOp> ops) {
    this.model = model;
    this.ops = ops;
    for (LiteOp op : ops) {
      op.inputs().forEach(i -> readers.computeIfAbsent(i, t -> new ArrayList<>()).add(op));
    }
  }

  /** The operators of each kernel, in the order they run. */
  static List<List<LiteOp>> run(LiteModel model, List<LiteOp> ops) {
    return new LinkKernels(model, ops).run();
  }

  private List<List<LiteOp>> run() {
    Normalizations normalizations = new Normalizations(model, readers);
    for (LiteOp op : ops) {
      if (madeBy.containsKey(op.output())) {
        continue;
      }
      List<LiteOp> pattern = normalizations.from(op);
      if (!pattern.isEmpty()) {
        add(kernels.size(), pattern);
      } else {
        add(linked(op).orElse(kernels.size()), List.of(op));
      }
    }
    return kernels;
  }

  private void add(int kernel, List<LiteOp> more) {
    if (kernel == kernels.size()) {
      kernels.add(new ArrayList<>());
    }
    kernels.get(kernel).addAll(more);
    more.forEach(op -> op.outputs().forEach(output -> madeBy.put(output, kernel)));
  }

  /** The kernel that an operator joins. */
  private Optional<Integer> linked(LiteOp op) {
    int operand = op.input(linkOperand(op));
    int maker = maker(operand);
    boolean joins =
        Elementwise.is(op)
            && maker != BEFORE_ALL
            && readers.get(operand).size() == 1
            && !model.isOutput(operand)
            && last(maker).outputs().equals(List.of(operand))
            && op.inputs().stream().allMatch(i -> i == operand || maker(i) < maker);
    return joins ? Optional.of(maker) : Optional.empty();
  }

  private LiteOp last(int kernel) {
    List<LiteOp> own = kernels.get(kernel);
    return own.get(own.size() - 1);
  }

  /** The position of the first operand, or of two equal ones that which is written last. */
  private int linkOperand(LiteOp op) {
    return Elementwise.isSwappable(model, op) && maker(op.input(1)) > maker(op.input(0)) ? 1 : 0;
  }

  private int maker(int tensor) {
    return madeBy.getOrDefault(tensor, BEFORE_ALL);
  }
}
