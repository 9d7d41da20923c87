package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernels that TFLite's GPU delegate makes of a lowered graph.
 *
 * <pre>
 *   PAD, CONV_2D, ADD of two values, RELU   |   one kernel
 * </pre>
 *
 * <p>Weights in half precision, identity reshapes and zero padding in front of a window cost
 * nothing. An elementwise operator joins the kernel that makes its first operand if nothing else
 * reads that value and its other operands are there before; a sum of two values joins the later.
 */
public final class FuseKernels {
  private final LiteModel model;
  private final Readers readers;
  private final List<List<LiteOp>> groups = new ArrayList<>();
  private final Map<Integer, Integer> madeBy = new LinkedHashMap<>();

  private FuseKernels(LiteModel model) {
    this.model = model;
    this.readers = new Readers(model);
  }

  /** The kernels in the order they run. */
  public static List<Kernel> of(LiteModel model) {
    return new FuseKernels(model).run();
  }

  private List<Kernel> run() {
    for (LiteOp op : model.ops()) {
      if (!isFree(op)) {
        place(op);
      }
    }
    return groups.stream().map(ops -> new MeasureWork(model, ops).run()).toList();
  }

  /** Whether the delegate drops an operator or merges it into its reader. */
  private boolean isFree(LiteOp op) {
    return switch (op.kind()) {
      case DEQUANTIZE -> model.input(op, 0).isConstant();
      case RESHAPE, SQUEEZE, EXPAND_DIMS ->
          model.input(op, 0).shape().equals(model.output(op).shape());
      case CONCATENATION -> op.inputs().size() == 1;
      case PAD -> readers.only(op.output()).filter(FuseKernels::isWindow).isPresent();
      default -> false;
    };
  }

  private static boolean isWindow(LiteOp op) {
    return switch (op.kind()) {
      case CONV_2D, DEPTHWISE_CONV_2D, AVERAGE_POOL_2D, MAX_POOL_2D -> true;
      default -> false;
    };
  }

  private void place(LiteOp op) {
    Optional<Integer> group = Elementwise.is(op) ? linked(op) : Optional.empty();
    int position = group.orElse(groups.size());
    if (group.isPresent()) {
      groups.get(position).add(op);
    } else {
      groups.add(new ArrayList<>(List.of(op)));
    }
    op.outputs().forEach(output -> madeBy.put(output, position));
  }

  /** The kernel that an elementwise operator joins. */
  private Optional<Integer> linked(LiteOp op) {
    int operand = linkOperand(op);
    Integer maker = madeBy.get(operand);
    if (maker == null || readers.count(operand) != 1 || model.isOutput(operand)) {
      return Optional.empty();
    }
    LiteOp last = groups.get(maker).get(groups.get(maker).size() - 1);
    boolean whole = last.outputs().size() == 1 && last.output() == operand;
    boolean isLater =
        op.inputs().stream()
            .filter(input -> input != operand && input != LiteOp.ABSENT)
            .allMatch(input -> madeBy.getOrDefault(input, -1) < maker);
    return whole && isLater ? Optional.of(maker) : Optional.empty();
  }

  /** The first operand, or of two computed ones of equal shape the one that is written last. */
  private int linkOperand(LiteOp op) {
    int first = op.input(0);
    if (!Elementwise.isCommutative(op) || op.inputs().size() != 2) {
      return first;
    }
    int second = op.input(1);
    LiteTensor a = model.tensor(first);
    LiteTensor b = model.tensor(second);
    boolean swaps =
        a.shape().equals(b.shape())
            && !b.isConstant()
            && madeBy.getOrDefault(second, -1) > madeBy.getOrDefault(first, -1);
    return swaps ? second : first;
  }

  /** Which operators read a value. */
  private static final class Readers {
    private final Map<Integer, List<LiteOp>> readers = new LinkedHashMap<>();

    Readers(LiteModel model) {
      for (LiteOp op : model.ops()) {
        for (int input : op.inputs()) {
          readers.computeIfAbsent(input, i -> new ArrayList<>()).add(op);
        }
      }
    }

    int count(int tensor) {
      return readers.getOrDefault(tensor, List.of()).size();
    }

    Optional<LiteOp> only(int tensor) {
      return count(tensor) == 1 ? Optional.of(readers.get(tensor).get(0)) : Optional.empty();
    }
  }

  /** Whether an operator has no kernel of its own kind that was ever measured. */
  static boolean isConvolution(LiteOp op) {
    return op.kind() == Builtin.CONV_2D
        || op.kind() == Builtin.DEPTHWISE_CONV_2D
        || op.kind() == Builtin.FULLY_CONNECTED;
  }
}
