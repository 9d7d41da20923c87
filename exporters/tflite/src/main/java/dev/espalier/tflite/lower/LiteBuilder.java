package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects tensors and operators. Equal small constants are one tensor. */
final class LiteBuilder {
  private static final long SMALL = 64;

  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final Map<String, Integer> constants = new HashMap<>();

  int value(String name, ElementType element, long... shape) {
    List<Integer> dims = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
    tensors.add(LiteTensor.value(name, element, dims));
    return tensors.size() - 1;
  }

  int constant(String name, Tensor data) {
    String key = data.size() <= SMALL ? data.type() + Arrays.toString(data.toDoubles()) : name;
    Integer known = constants.get(key);
    if (known != null && tensors.get(known).data().orElseThrow().hasSameContent(data)) {
      return known;
    }
    tensors.add(LiteTensor.constant(name, data));
    constants.put(key, tensors.size() - 1);
    return tensors.size() - 1;
  }

  /** Adds an operator that makes given tensors. */
  void op(Builtin kind, Options options, List<Integer> inputs, List<Integer> outputs, String node) {
    ops.add(new LiteOp(kind, "", 1, inputs, outputs, options, node));
  }

  LiteTensor tensor(int position) {
    return tensors.get(position);
  }

  long[] shape(int tensor) {
    return tensors.get(tensor).shape().stream().mapToLong(Integer::longValue).toArray();
  }

  List<LiteTensor> tensors() {
    return List.copyOf(tensors);
  }

  List<LiteOp> ops() {
    return List.copyOf(ops);
  }
}
