package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Operators that give the elements another shape or order. */
final class ReshapeReaders {
  private ReshapeReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("Reshape", 1, ReshapeReaders::reshape);
    readers.add("Flatten", 1, ReshapeReaders::flatten);
    readers.add("Squeeze", 1, ReshapeReaders::squeeze);
    readers.add("Unsqueeze", 1, ReshapeReaders::unsqueeze);
    readers.add("Transpose", 1, ReshapeReaders::transpose);
    readers.add("Expand", 8, n -> n.result(new Expand(positive(n.dims(1))), n.operand(0)));
    readers.add("Tile", 6, n -> n.result(new Tile(n.longs(1)), n.operand(0)));
  }

  private static List<Dim> positive(List<Dim> dims) {
    if (dims.stream().anyMatch(d -> d.isConstant() && d.value() < 0)) {
      throw malformed("a shape of %s", dims);
    }
    return dims;
  }

  private static void reshape(OnnxNode node) {
    List<Dim> wanted =
        node.opset() < 5
            ? node.attributes().integers("shape").stream().map(Dim::of).toList()
            : node.dims(1);
    boolean allowZero = node.attributes().flag("allowzero", false);
    node.result(new Reshape(shape(node.type(0), wanted, allowZero)), node.operand(0));
  }

  /** Fills in 0, which copies the dim of x, and -1, which is what the others leave. */
  private static List<Dim> shape(TensorType x, List<Dim> wanted, boolean allowZero) {
    List<Dim> shape = new ArrayList<>();
    int rest = -1;
    for (int i = 0; i < wanted.size(); i++) {
      Dim dim = wanted.get(i);
      if (dim.is(0) && !allowZero) {
        if (i >= x.rank()) {
          throw malformed("dim %d of the shape %s of %s copies nothing", i, wanted, x);
        }
        shape.add(x.dim(i));
      } else if (dim.is(-1)) {
        if (rest >= 0) {
          throw malformed("the shape %s has two unknown dims", wanted);
        }
        rest = i;
        shape.add(Dim.of(1));
      } else if (dim.isConstant() && dim.value() < 0) {
        throw malformed("the shape %s", wanted);
      } else {
        shape.add(dim);
      }
    }
    if (rest >= 0) {
      shape.set(rest, remaining(x, shape));
    }
    return shape;
  }

  private static Dim remaining(TensorType x, List<Dim> others) {
    Dim product = TensorType.product(others);
    Dim elements = x.elements();
    if (elements.isConstant() && product.isConstant()) {
      if (product.is(0) || elements.value() % product.value() != 0) {
        throw malformed("%s cannot be cut into parts of %s", x, others);
      }
      return Dim.of(elements.value() / product.value());
    }
    if (product.isConstant() && product.value() > 0) {
      return elements.floorDiv(product.value());
    }
    return elements
        .dividedBy(product)
        .orElseThrow(() -> new NotModelled("%s in parts of %s", elements, product));
  }

  private static void flatten(OnnxNode node) {
    TensorType x = node.type(0);
    long given = node.attributes().integer("axis", 1);
    int axis = given == x.rank() ? x.rank() : Shapes.axis(given, x.rank());
    Dim rows = TensorType.product(x.dims().subList(0, axis));
    Dim columns = TensorType.product(x.dims().subList(axis, x.rank()));
    node.result(new Reshape(List.of(rows, columns)), node.operand(0));
  }

  /** Axes, which are an operand since opset 13 and an attribute before. */
  private static List<Long> axes(OnnxNode node) {
    if (node.opset() < 13) {
      return node.attributes().integers("axes");
    }
    return node.has(1) ? node.longs(1) : List.of();
  }

  private static void squeeze(OnnxNode node) {
    TensorType x = node.type(0);
    Set<Integer> axes = new TreeSet<>();
    axes(node).forEach(axis -> axes.add(Shapes.axis(axis, x.rank())));
    boolean all = axes.isEmpty();
    List<Dim> left = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Dim dim = x.dim(i);
      if (all && !dim.isConstant()) {
        throw new NotModelled("the axis of size %s may have to go", dim);
      } else if (axes.contains(i) && dim.isConstant() && !dim.is(1)) {
        throw malformed("axis %d of %s is not of size 1", i, x);
      } else if (!(all ? dim.is(1) : axes.contains(i))) {
        left.add(dim);
      }
    }
    node.result(new Reshape(left), node.operand(0));
  }

  private static void unsqueeze(OnnxNode node) {
    TensorType x = node.type(0);
    List<Long> given = axes(node);
    int rank = x.rank() + given.size();
    Set<Integer> axes = new TreeSet<>();
    given.forEach(axis -> axes.add(Shapes.axis(axis, rank)));
    if (axes.size() != given.size()) {
      throw malformed("an axis occurs twice in %s", given);
    }
    List<Dim> dims = new ArrayList<>(x.dims());
    axes.forEach(axis -> dims.add(axis, Dim.of(1)));
    node.result(new Reshape(dims), node.operand(0));
  }

  private static void transpose(OnnxNode node) {
    int rank = node.type(0).rank();
    List<Long> reversed = new ArrayList<>(LongStream.range(0, rank).boxed().toList());
    Collections.reverse(reversed);
    List<Long> permutation = node.attributes().integers("perm", reversed);
    node.result(new Transpose(permutation), node.operand(0));
  }
}
