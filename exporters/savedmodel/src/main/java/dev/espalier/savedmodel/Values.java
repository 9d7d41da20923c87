package dev.espalier.savedmodel;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.HashMap;
import java.util.Map;

/** Which TensorFlow value stands for each tensor of a TFLite graph. */
final class Values {
  private final LiteModel model;
  private final GraphDraft graph = new GraphDraft();
  private final Map<Integer, String> names = new HashMap<>();

  Values(LiteModel model) {
    this.model = model;
    model.inputs().forEach(port -> names.put(port.tensor(), input(port)));
  }

  private String input(LiteModel.Port port) {
    return graph.placeholder(port.name(), model.tensor(port.tensor()));
  }

  LiteModel model() {
    return model;
  }

  GraphDraft graph() {
    return graph;
  }

  /** The value of a tensor; constants become nodes when they are first read. */
  String of(int tensor) {
    return names.computeIfAbsent(tensor, this::constant);
  }

  private String constant(int tensor) {
    return model
        .tensor(tensor)
        .data()
        .map(data -> constant(model.tensor(tensor).name(), data))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    model.tensor(tensor).name() + " is read before it is made"));
  }

  String constant(String name, Tensor value) {
    return graph.constant(name, value);
  }

  /** Makes the nodes of an operator; result {@code k} is that of the last one. */
  void add(LiteOp op) {
    String first = Translations.of(op).apply(new Call(this, op));
    for (int k = 0; k < op.outputs().size(); k++) {
      names.put(op.outputs().get(k), k == 0 ? first : first + ":" + k);
    }
  }
}
