package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a normalisation over channels that TFLite's GPU delegate runs as one kernel.
 *
 * <pre>
 *   d = SUB(x, MEAN(x))
 *   y = MUL(d, RSQRT(ADD(MEAN(SQUARE(d)), constant)))
 * </pre>
 */
final class Normalizations {
  private final LiteModel model;
  private final Map<Integer, List<LiteOp>> readers;

  /**
   * @param readers the operators that read each tensor
   */
  Normalizations(LiteModel model, Map<Integer, List<LiteOp>> readers) {
    this.model = model;
    this.readers = readers;
  }

  /** The operators of the normalisation that starts with an operator; none if it does not. */
  List<LiteOp> from(LiteOp mean) {
    List<LiteOp> found = new ArrayList<>(List.of(mean));
    if (!isMeanOfChannels(mean) || !follow(found, 1, Builtin.SUB)) {
      return List.of();
    }
    LiteOp difference = found.get(1);
    boolean whole =
        difference.inputs().equals(List.of(mean.input(0), mean.output()))
            && follow(found, 2, Builtin.SQUARE)
            && follow(found, 1, Builtin.MEAN)
            && isMeanOfChannels(found.get(found.size() - 1))
            && follow(found, 1, Builtin.ADD)
            && follow(found, 1, Builtin.RSQRT)
            && follow(found, 1, Builtin.MUL)
            && found.get(found.size() - 1).inputs().contains(difference.output());
    return whole ? found : List.of();
  }

  /** Appends the reader of the last result that is of a kind, if the result has so many readers. */
  private boolean follow(List<LiteOp> found, int count, Builtin kind) {
    int result = found.get(found.size() - 1).output();
    List<LiteOp> all = readers.getOrDefault(result, List.of());
    Optional<LiteOp> next = all.stream().filter(op -> op.kind() == kind).findFirst();
    next.ifPresent(found::add);
    return next.isPresent() && all.size() == count && !model.isOutput(result);
  }

  private boolean isMeanOfChannels(LiteOp op) {
    if (op.kind() != Builtin.MEAN || !model.input(op, 1).isConstant()) {
      return false;
    }
    long[] axes = model.input(op, 1).data().orElseThrow().toLongs();
    int rank = model.input(op, 0).rank();
    return axes.length == 1 && Math.floorMod(axes[0], rank) == rank - 1;
  }
}
