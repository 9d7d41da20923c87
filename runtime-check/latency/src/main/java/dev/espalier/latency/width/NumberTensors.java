package dev.espalier.latency.width;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the tensors of a graph in the order they are used, each constant once for every use, so
 * that graphs which differ only in sizes have the same numbers.
 */
final class NumberTensors {
  private final LiteModel model;
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private NumberTensors(LiteModel model) {
    this.model = model;
  }

  static LiteModel run(LiteModel model) {
    return new NumberTensors(model).run();
  }

  private LiteModel run() {
    List<Port> inputs = ports(model.inputs());
    List<LiteOp> ops = new ArrayList<>();
    for (LiteOp op : model.ops()) {
      List<Integer> operands = op.inputs().stream().map(this::operand).toList();
      ops.add(op.withInputs(operands).withOutputs(op.outputs().stream().map(this::value).toList()));
    }
    return model.withPorts(inputs, ports(model.outputs())).with(tensors, ops);
  }

  private List<Port> ports(List<Port> ports) {
    return ports.stream().map(port -> new Port(port.name(), value(port.tensor()))).toList();
  }

  private int operand(int tensor) {
    if (tensor == LiteOp.ABSENT) {
      return tensor;
    }
    return model.tensor(tensor).isConstant() ? add(tensor) : value(tensor);
  }

  private int value(int tensor) {
    return numbers.computeIfAbsent(tensor, this::add);
  }

  private int add(int tensor) {
    tensors.add(model.tensor(tensor));
    return tensors.size() - 1;
  }
}
