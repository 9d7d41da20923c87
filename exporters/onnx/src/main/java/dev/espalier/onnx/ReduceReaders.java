package dev.espalier.onnx;

import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/** Reductions. */
final class ReduceReaders {
  private ReduceReaders() {}

  static void addTo(OperatorReaders readers) {
    add(readers, "ReduceMean", 18, ReduceMean::new);
    add(readers, "ReduceSum", 13, ReduceSum::new);
    add(readers, "ReduceMax", 18, ReduceMax::new);
    add(readers, "ReduceMin", 18, ReduceMin::new);
    add(readers, "ReduceProd", 18, ReduceProd::new);
    add(readers, "ReduceL2", 18, ReduceL2::new);
    readers.add("ArgMax", 1, ReduceReaders::argMax);
  }

  /** Adds a reduction whose axes are an operand from a version on, and an attribute before. */
  private static void add(
      OperatorReaders readers,
      String kind,
      long operandSince,
      BiFunction<List<Long>, Boolean, Op> op) {
    readers.add(
        kind,
        1,
        node -> {
          TensorType x = node.type(0);
          List<Long> given = axes(node, operandSince);
          boolean keep = node.attributes().flag("keepdims", true);
          if (!given.isEmpty()) {
            List<Long> axes =
                given.stream().map(axis -> (long) Shapes.axis(axis, x.rank())).toList();
            node.result(op.apply(axes, keep), node.operand(0));
          } else if (!node.attributes().flag("noop_with_empty_axes", false)) {
            List<Long> all = LongStream.range(0, x.rank()).boxed().toList();
            node.result(op.apply(all, keep), node.operand(0));
          } else if (kind.equals("ReduceL2")) {
            throw new NotModelled("a norm along no axis");
          } else {
            node.forward(node.operand(0));
          }
        });
  }

  private static List<Long> axes(OnnxNode node, long operandSince) {
    if (node.opset() < operandSince) {
      return node.attributes().integers("axes");
    }
    return Optional.of(node).filter(n -> n.has(1)).map(n -> n.longs(1)).orElse(List.of());
  }

  private static void argMax(OnnxNode node) {
    Attributes attributes = node.attributes();
    int axis = Shapes.axis(attributes.integer("axis", 0), node.type(0).rank());
    node.result(
        new ArgMax(
            axis, attributes.flag("keepdims", true), attributes.flag("select_last_index", false)),
        node.operand(0));
  }
}
