package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The types of a graph's inputs, with the sizes a user gives. */
final class InputShapes {
  private final Symbols symbols;
  private final Map<String, ValueInfoProto> inputs;
  private final Map<String, TensorType> types = new LinkedHashMap<>();

  InputShapes(Symbols symbols, Map<String, ValueInfoProto> inputs) {
    this.symbols = symbols;
    this.inputs = inputs;
    inputs.forEach((name, input) -> types.put(name, symbols.type(name, input.getType())));
  }

  /** The types with the given shapes; all dims of the same name get the same size. */
  Map<String, TensorType> with(Map<String, long[]> shapes) {
    Map<String, Dim> sizes = new HashMap<>();
    new TreeMap<>(shapes).forEach((name, shape) -> fix(name, shape, sizes));
    symbols.fix(sizes);
    types.replaceAll((name, type) -> type.substitute(sizes));
    return types;
  }

  private void fix(String name, long[] shape, Map<String, Dim> sizes) {
    if (!types.containsKey(name)) {
      throw wrong("the model has no input '%s'; its inputs are %s", name, types.keySet());
    }
    TensorType type = types.get(name);
    if (type.isUnknown()) {
      TensorType given =
          Symbols.element(inputs.get(name).getType())
              .map(element -> TensorType.of(element, shape))
              .orElseThrow(() -> wrong("the input '%s' is not a tensor", name));
      types.put(name, given);
      return;
    }
    String text = Arrays.toString(shape);
    if (type.rank() != shape.length) {
      throw wrong("the shape %s does not fit the input '%s' of type %s", text, name, type);
    }
    for (int i = 0; i < shape.length; i++) {
      Dim dim = type.dim(i);
      Dim size = Dim.of(shape[i]);
      Dim known = dim.isConstant() ? dim : sizes.getOrDefault(dim.toString(), size);
      if (shape[i] < 0 || !known.equals(size)) {
        throw wrong(
            "the shape %s does not fit the input '%s' of type %s: axis %d is %s",
            text, name, type, i, known);
      }
      if (!dim.isConstant()) {
        sizes.put(dim.toString(), size);
      }
    }
  }

  private static InputShapeException wrong(String format, Object... arguments) {
    return new InputShapeException(format, arguments);
  }
}
