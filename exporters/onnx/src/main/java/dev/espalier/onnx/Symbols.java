package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Types as a file declares them. A dim with a name becomes a symbol, the same one wherever the name
 * occurs; one without a size or a usable name becomes a symbol of its own, named after the value
 * and the axis.
 */
final class Symbols {
  private static final Set<String> NO_NAME = Set.of("", "?", "None", "-1");

  private final Map<String, Dim> byName = new HashMap<>();
  private final FreshNames names = new FreshNames();
  private Map<String, Dim> fixed = Map.of();

  /** From now on, types have these dims in place of the symbols. */
  void fix(Map<String, Dim> symbols) {
    fixed = Map.copyOf(symbols);
  }

  /** The dim a name stands for, if types read so far have it. */
  Optional<Dim> named(String name) {
    return Optional.ofNullable(byName.get(name)).map(dim -> dim.substitute(fixed));
  }

  /** The declared type of a value; unknown when it is not a tensor or its rank is not given. */
  TensorType type(String value, TypeProto proto) {
    if (!proto.hasTensorType() || !proto.getTensorType().hasShape()) {
      return TensorType.UNKNOWN;
    }
    Optional<ElementType> element = element(proto);
    if (element.isEmpty()) {
      return TensorType.UNKNOWN;
    }
    List<Dim> dims = new ArrayList<>();
    for (Dimension dim : proto.getTensorType().getShape().getDimList()) {
      dims.add(dim(value, dims.size(), dim));
    }
    return new TensorType(element.get(), dims).substitute(fixed);
  }

  /** The declared element type, if it is one of a tensor. */
  static Optional<ElementType> element(TypeProto proto) {
    return Optional.of(ElementTypes.of(proto.getTensorType().getElemType()))
        .filter(element -> element != ElementType.UNKNOWN);
  }

  private Dim dim(String value, int axis, Dimension proto) {
    if (proto.hasDimValue() && proto.getDimValue() >= 0) {
      return Dim.of(proto.getDimValue());
    }
    if (NO_NAME.contains(proto.getDimParam())) {
      return fresh(value + ".d" + axis);
    }
    return byName.computeIfAbsent(proto.getDimParam(), this::fresh);
  }

  private Dim fresh(String name) {
    String base = name.replaceAll("[^A-Za-z0-9_.]", "_");
    base = Dim.isSymbol(base) ? base : "_" + base;
    return Dim.symbol(names.of(base));
  }
}
