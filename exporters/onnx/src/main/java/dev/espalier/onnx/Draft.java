package dev.espalier.onnx;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Opaque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** The graph of a file while it is read: what is defined so far, and what is known of it. */
final class Draft {
  /** The element types that operators of the graph compute with. */
  private static final Set<ElementType> MODELLED =
      EnumSet.of(
          ElementType.F32,
          ElementType.F16,
          ElementType.I8,
          ElementType.U8,
          ElementType.I32,
          ElementType.I64,
          ElementType.BOOL);

  /** More scores than any mask has; longer vectors are not put together. */
  private static final long MOST_CHANNELS = 1 << 20;

  private final Graph.Builder builder;
  private final FreshNames names = new FreshNames();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<String, Tensor> vectors = new HashMap<>();
  private final ShapeValues values = new ShapeValues();

  Draft(String name) {
    this.builder = Graph.builder(name);
  }

  /** Keeps a name from being given to a new value. */
  void reserve(String name) {
    names.reserve(name);
  }

  /** A name that no value has, made of another one. */
  String fresh(String base) {
    return names.of(base);
  }

  void input(String name, TensorType type) {
    try {
      Sizes.check(type);
    } catch (IrException | NotModelled e) {
      throw OnnxException.malformed("the input %%%s: %s", name, e.getMessage());
    }
    builder.input(name, type);
  }

  void constant(String name, Tensor tensor) {
    builder.constant(name, tensor);
    constants.put(name, tensor);
    if (tensor.rank() == 1) {
      vectors.put(name, tensor);
    }
    values.constant(name, tensor);
  }

  boolean has(String name) {
    return builder.has(name);
  }

  TensorType type(String name) {
    return builder.type(name);
  }

  Optional<Tensor> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  /** A constant vector, or one that is made up of parts of constant vectors. */
  Optional<Tensor> vector(String name) {
    return Optional.ofNullable(vectors.get(name));
  }

  private void arrange(Node node) {
    if (!node.operands().stream().allMatch(vectors::containsKey)) {
      return;
    }
    List<Tensor> parts = node.operands().stream().map(vectors::get).toList();
    if (parts.stream().mapToLong(Tensor::size).sum() > MOST_CHANNELS) {
      return;
    }
    if (node.op() instanceof IndexSelect select) {
      int[] indices = select.indices().stream().mapToInt(Long::intValue).toArray();
      vectors.put(node.result(), parts.get(0).select(0, indices));
    } else if (node.op() instanceof Concat) {
      double[] all = parts.stream().flatMapToDouble(p -> DoubleStream.of(p.toDoubles())).toArray();
      long[] shape = {all.length};
      vectors.put(node.result(), Tensor.of(parts.get(0).element(), shape, all));
    }
  }

  /** The elements of a value as far as they can be computed from shapes. */
  Optional<SmallTensor> elements(String name) {
    return values.get(name);
  }

  /** Adds a node; one that computes with types the graph does not model is {@link NotModelled}. */
  void node(Node node) {
    List<TensorType> operands = new ArrayList<>();
    for (String operand : node.operands()) {
      if (!operand.equals(Node.ABSENT)) {
        operands.add(builder.type(operand));
      }
    }
    if (!(node.op() instanceof Opaque)) {
      requireModelled(node, operands);
    }
    builder.node(node);
    arrange(node);
    List<TensorType> results = new ArrayList<>();
    for (String result : node.results()) {
      if (!result.equals(Node.ABSENT)) {
        results.add(builder.type(result));
      }
    }
    values.node(node, operands, results);
  }

  private void requireModelled(Node node, List<TensorType> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isUnknown()) {
        throw new NotModelled("the type of operand %d is not known", i);
      }
    }
    List<TensorType> results = builder.infer(node);
    results.forEach(Sizes::check);
    List<TensorType> all = new ArrayList<>(operands);
    all.addAll(results);
    for (TensorType type : all) {
      if (!MODELLED.contains(type.element())) {
        throw new NotModelled(results, "elements of type %s", type.element().text());
      }
    }
  }

  Graph build(List<String> outputs) {
    return builder.build(outputs);
  }
}
