package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Convolutions. */
final class ConvReaders {
  private ConvReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("Conv", 1, ConvReaders::conv);
    readers.add("ConvTranspose", 1, ConvReaders::transpose);
  }

  private static void conv(OnnxNode node) {
    Attributes attributes = node.attributes();
    TensorType x = node.type(0);
    Pads pads = Pads.of(attributes, Pads.kernel(node.type(1), attributes)).checked(x);
    node.result(
        new Conv(
            pads.strides(),
            pads.dilations(),
            pads.around(x, attributes),
            attributes.integer("group", 1)),
        node.presentOperands());
  }

  private static void transpose(OnnxNode node) {
    Attributes attributes = node.attributes();
    TensorType x = node.type(0);
    Pads pads = Pads.of(attributes, Pads.kernel(node.type(1), attributes)).checked(x);
    List<Long> none = Collections.nCopies(pads.kernel().size(), 0L);
    List<Long> added = new ArrayList<>(attributes.integers("output_padding", none));
    if (added.size() != pads.kernel().size()) {
      throw OnnxException.malformed("output_padding %s for %s", added, x);
    }
    List<Long> cut = cut(pads, x, added, attributes);
    node.result(
        new ConvTranspose(
            pads.strides(), pads.dilations(), cut, added, attributes.integer("group", 1)),
        node.presentOperands());
  }

  /**
   * The pads that cut the result to the size that is asked for; where it is larger, elements are
   * added.
   */
  private static List<Long> cut(Pads pads, TensorType x, List<Long> added, Attributes attributes) {
    if (!attributes.has("output_shape") && !pads.auto().startsWith("SAME")) {
      return pads.around(x, attributes);
    }
    int spatial = pads.kernel().size();
    List<Dim> wanted = wanted(pads, x, attributes);
    Long[] cut = new Long[2 * spatial];
    for (int i = 0; i < spatial; i++) {
      long stride = pads.strides().get(i);
      Dim full = x.dim(2 + i).plus(-1).times(stride).plus(added.get(i) + pads.reach(i));
      Dim total = full.minus(wanted.get(i));
      if (!total.isConstant()) {
        throw new NotModelled("a result of size %s instead of %s", wanted.get(i), full);
      }
      added.set(i, added.get(i) + Math.max(0, -total.value()));
      split(pads, Math.max(0, total.value()), i, cut);
    }
    return Arrays.asList(cut);
  }

  /** Of an odd number, the greater half is cut at the end only when asked for. */
  private static void split(Pads pads, long total, int axis, Long[] cut) {
    boolean upper = pads.auto().equals("SAME_UPPER");
    long less = total / 2;
    cut[axis] = upper ? less : total - less;
    cut[pads.kernel().size() + axis] = upper ? total - less : less;
  }

  private static List<Dim> wanted(Pads pads, TensorType x, Attributes attributes) {
    List<Dim> wanted = new ArrayList<>();
    List<Long> stated = attributes.integers("output_shape");
    int skip = Math.max(0, stated.size() - pads.kernel().size());
    for (int i = 0; i < pads.kernel().size(); i++) {
      wanted.add(
          stated.isEmpty()
              ? x.dim(2 + i).times(pads.strides().get(i))
              : Dim.of(stated.get(skip + i)));
    }
    return wanted;
  }
}
