package dev.espalier.onnx;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import java.util.List;
import java.util.stream.LongStream;

/** Pooling. */
final class PoolReaders {
  private PoolReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("MaxPool", 1, PoolReaders::max);
    readers.add("AveragePool", 1, PoolReaders::average);
    readers.add(
        "GlobalAveragePool",
        1,
        node -> node.result(new ReduceMean(spatial(node.type(0)), true), node.operand(0)));
    readers.add(
        "GlobalMaxPool",
        1,
        node -> node.result(new ReduceMax(spatial(node.type(0)), true), node.operand(0)));
  }

  private static List<Long> spatial(TensorType x) {
    return LongStream.range(2, x.rank()).boxed().toList();
  }

  private static void max(OnnxNode node) {
    Attributes attributes = node.attributes();
    TensorType x = node.type(0);
    Pads pads = Pads.of(attributes, attributes.integers("kernel_shape")).checked(x);
    node.result(
        new MaxPool(
            pads.kernel(),
            pads.strides(),
            pads.dilations(),
            pads.around(x, attributes),
            attributes.flag("ceil_mode", false)),
        node.operand(0));
  }

  private static void average(OnnxNode node) {
    Attributes attributes = node.attributes();
    TensorType x = node.type(0);
    Pads pads = Pads.of(attributes, attributes.integers("kernel_shape")).checked(x);
    node.result(
        new AveragePool(
            pads.kernel(),
            pads.strides(),
            pads.dilations(),
            pads.around(x, attributes),
            attributes.flag("ceil_mode", false),
            attributes.flag("count_include_pad", false)),
        node.operand(0));
  }
}
