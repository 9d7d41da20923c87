package dev.espalier.tflite.gpu;

import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How TFLite cuts a graph into parts that run on one device each: a part takes, in the order of
 * execution, every operator of its device whose operands are computed; what is left starts the next
 * part.
 */
final class Partitions {
  private final Predicate<LiteOp> delegated;
  private final boolean[] computed;
  private List<LiteOp> left;

  private Partitions(Wiring wiring, Predicate<LiteOp> delegated) {
    this.delegated = delegated;
    this.left = wiring.ops();
    this.computed = new boolean[wiring.model().tensors().size()];
    Arrays.fill(computed, true);
    left.forEach(op -> op.outputs().forEach(output -> computed[output] = false));
  }

  /** The number of parts that go to the GPU. */
  static int count(Wiring wiring, Predicate<LiteOp> delegated) {
    return new Partitions(wiring, delegated).count();
  }

  private int count() {
    int count = 0;
    while (true) {
      Optional<LiteOp> ready = left.stream().filter(this::isReady).findFirst();
      if (ready.isEmpty()) {
        return count;
      }
      boolean device = delegated.test(ready.get());
      take(device);
      count += device ? 1 : 0;
    }
  }

  private void take(boolean device) {
    int before;
    do {
      before = left.size();
      List<LiteOp> rest = new ArrayList<>();
      for (LiteOp op : left) {
        if (delegated.test(op) == device && isReady(op)) {
          op.outputs().forEach(output -> computed[output] = true);
        } else {
          rest.add(op);
        }
      }
      left = rest;
    } while (left.size() < before);
  }

  private boolean isReady(LiteOp op) {
    return op.inputs().stream().allMatch(input -> input == LiteOp.ABSENT || computed[input]);
  }
}
