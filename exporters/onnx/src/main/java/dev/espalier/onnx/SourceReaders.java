package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.Shape;
import java.util.List;
import java.util.Optional;

/** Constants, and values that are made of shapes alone. */
final class SourceReaders {
  /** Constants that are one number over and over have no more elements; others are expanded. */
  private static final long MOST_FILLED = 1 << 16;

  /** Ranges with more elements stay operators. */
  private static final int LONGEST_RANGE = 1 << 20;

  /** Integers beyond this are not exact as floating point numbers. */
  private static final double LARGEST_EXACT = 0x1p53;

  private final TensorReader tensors;

  SourceReaders(TensorReader tensors) {
    this.tensors = tensors;
  }

  void addTo(OperatorReaders readers) {
    readers.add("Constant", 1, this::constant);
    readers.add("ConstantOfShape", 9, this::constantOfShape);
    readers.add("Shape", 1, SourceReaders::shape);
    readers.add("Size", 1, SourceReaders::size);
    readers.add("Range", 11, SourceReaders::range);
    readers.add("Identity", 1, node -> node.forward(node.operand(0)));
    readers.add("Dropout", 1, SourceReaders::dropout);
  }

  private void constant(OnnxNode node) {
    Attributes attributes = node.attributes();
    if (attributes.has("value")) {
      TensorProto value = attributes.tensor("value").orElseThrow();
      node.constantResult(read(value.toBuilder().setName(node.results().get(0)).build()));
    } else if (attributes.has("sparse_value")) {
      node.constantResult(
          tensors.readSparse(attributes.sparseTensor("sparse_value").orElseThrow()));
    } else if (attributes.has("value_float")) {
      node.constantResult(Tensor.scalar(ElementType.F32, attributes.real("value_float", 0)));
    } else if (attributes.has("value_int")) {
      node.constantResult(Tensor.longs(new long[0], attributes.integer("value_int", 0)));
    } else if (attributes.has("value_floats")) {
      double[] values = doubles(attributes.reals("value_floats"));
      node.constantResult(Tensor.of(ElementType.F32, new long[] {values.length}, values));
    } else if (attributes.has("value_ints")) {
      long[] values = attributes.integers("value_ints").stream().mapToLong(v -> v).toArray();
      node.constantResult(Tensor.longs(new long[] {values.length}, values));
    } else if (attributes.has("value_string") || attributes.has("value_strings")) {
      throw new NotModelled("text is not modelled");
    } else {
      throw OnnxException.malformed("a constant without a value");
    }
  }

  private Tensor read(TensorProto value) {
    return tensors
        .read(value)
        .orElseThrow(() -> new NotModelled("its element type is not modelled"));
  }

  private void constantOfShape(OnnxNode node) {
    Tensor value = node.attributes().tensor("value").map(this::read).orElse(zero());
    if (value.size() != 1) {
      throw OnnxException.malformed("a value of %s, which is not one element", value.type());
    }
    List<Dim> dims = node.dims(0);
    if (dims.stream().allMatch(Dim::isConstant) && isSmall(dims) && isExact(value)) {
      long[] shape = dims.stream().mapToLong(Dim::value).toArray();
      node.constantResult(Tensor.filled(value.element(), shape, value.scalar()));
    } else {
      node.result(new Expand(dims), node.constant("value", value.reshape()));
    }
  }

  /** Larger constants would make the file larger than the one that was read. */
  private static boolean isSmall(List<Dim> dims) {
    double elements = 1;
    for (Dim dim : dims) {
      elements *= dim.value();
    }
    return elements <= MOST_FILLED;
  }

  private static boolean isExact(Tensor value) {
    return Math.abs(value.scalar()) <= LARGEST_EXACT || value.element().isFloat();
  }

  private static Tensor zero() {
    return Tensor.scalar(ElementType.F32, 0);
  }

  private static void shape(OnnxNode node) {
    Attributes attributes = node.attributes();
    node.type(0);
    node.result(
        new Shape(attributes.integer("start", 0), attributes.integer("end", Long.MAX_VALUE)),
        node.operand(0));
  }

  private static void size(OnnxNode node) {
    node.type(0);
    String shape = node.node("shape", new Shape(0, Long.MAX_VALUE), node.operand(0));
    node.result(new ReduceProd(List.of(0L), false), shape);
  }

  /** A range is a constant, or not modelled. */
  private static void range(OnnxNode node) {
    double start = node.real(0);
    double limit = node.real(1);
    double delta = node.real(2);
    if (delta == 0) {
      throw OnnxException.malformed("a range in steps of 0");
    }
    double count = Math.max(0, Math.ceil((limit - start) / delta));
    double largest = Math.max(Math.abs(start), Math.abs(limit));
    if (!(count <= LONGEST_RANGE) || !(largest <= LARGEST_EXACT)) {
      TensorType type = TensorType.of(node.type(0).element(), (long) count);
      Sizes.check(type);
      throw new NotModelled(List.of(type), "%s from %s to %s", type, start, limit);
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * delta;
    }
    node.constantResult(Tensor.of(node.type(0).element(), new long[] {values.length}, values));
  }

  private static void dropout(OnnxNode node) {
    boolean trains = node.opset() < 7 && !node.attributes().flag("is_test", false);
    Optional<Tensor> mode = node.constant(2);
    if (trains || node.has(2) && (mode.isEmpty() || mode.get().scalar() != 0)) {
      throw new NotModelled("dropout that may be in training");
    }
    node.forward(node.operand(0));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
