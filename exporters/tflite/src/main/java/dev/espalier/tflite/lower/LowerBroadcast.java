package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.PRelu;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.layout.LeadingAxes;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operators that combine several values element by element. */
final class LowerBroadcast {
  private LowerBroadcast() {}

  /** The slopes have no axis of samples where they are the same for all of them. */
  static Void prelu(PRelu op, Site site) {
    Tensor slopes = site.constant(1).orElseThrow(() -> site.notRewritten());
    AxisOrder order = site.resultOrder();
    Tensor stored = order.store(slopes.reshape(LeadingAxes.add(order.rank(), slopes.shape())));
    long[] shape = stored.shape();
    long[] shared = shape[0] == 1 ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
    int slope = site.constant("slope", stored.reshape(shared));
    site.result(Builtin.PRELU, new Options.None(), site.operand(0), slope);
    return null;
  }

  /** All operands with as many axes as the result, but for scalars; of two, the larger first. */
  static Void all(Builtin kind, Options options, Site site) {
    List<Integer> tensors = new ArrayList<>();
    for (int i = 0; i < site.operandCount(); i++) {
      tensors.add(aligned(site, i));
    }
    boolean commutes = kind == Builtin.ADD || kind == Builtin.MUL;
    boolean either = commutes || kind == Builtin.MAXIMUM || kind == Builtin.MINIMUM;
    if (either && size(site, tensors.get(0)) < size(site, tensors.get(1))) {
      Collections.swap(tensors, 0, 1);
    }
    if (site.takesRanks(kind, tensors)) {
      site.result(kind, options, tensors);
    } else {
      merged(kind, options, site, tensors);
    }
    return null;
  }

  /** Of as few axes as possible, between reshapes. */
  private static void merged(Builtin kind, Options options, Site site, List<Integer> tensors) {
    long[] stored = site.resultOrder().store(site.resultShape());
    MergedBroadcast merged =
        MergedBroadcast.of(stored, tensors.stream().map(site::stored).toList());
    Integer[] inputs =
        tensors.stream()
            .map(t -> site.reshape(t, merged.merge(site.stored(t))))
            .toArray(Integer[]::new);
    ElementType element = site.resultElement();
    site.reshaped(site.step(kind, options, element, merged.merge(stored), inputs));
  }

  private static long size(Site site, int tensor) {
    return Shapes.size(site.stored(tensor));
  }

  /** An operand with as many axes as the result, in the result's order. */
  private static int aligned(Site site, int operand) {
    AxisOrder order = site.resultOrder();
    long[] shape = LeadingAxes.add(order.rank(), site.shape(operand));
    if (site.constant(operand).isPresent()) {
      Tensor tensor = site.constant(operand).get();
      return tensor.size() == 1
          ? site.constant("scalar", tensor.reshape())
          : site.constant("constant", order.store(tensor.reshape(shape)));
    }
    int tensor = site.operand(operand, order.trailing(site.type(operand).rank()));
    boolean narrower = site.type(operand).rank() < order.rank();
    return narrower ? site.reshape(tensor, order.store(shape)) : tensor;
  }
}
