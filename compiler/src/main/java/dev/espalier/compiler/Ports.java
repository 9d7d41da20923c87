package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.tflite.model.LiteModel;
import java.util.Collection;
import java.util.List;

/**
 * What a written model takes and gives, each with its type: {@code image: f32[1,224,224,3]}.
 *
 * @param inputs in the model's order
 * @param outputs in the model's order
 */
record Ports(List<String> inputs, List<String> outputs) {
  /** Of one of the written files. */
  static Ports of(Account account, String format) {
    return format.equals(Format.ONNX.text())
        ? of(account.compiled().graph())
        : of(account.lowered().orElseThrow().model());
  }

  private static Ports of(Graph graph) {
    return new Ports(of(graph, graph.inputs().keySet()), of(graph, graph.outputs()));
  }

  private static List<String> of(Graph graph, Collection<String> values) {
    return values.stream().map(value -> value + ": " + graph.type(value)).toList();
  }

  private static Ports of(LiteModel model) {
    return new Ports(of(model, model.inputs()), of(model, model.outputs()));
  }

  private static List<String> of(LiteModel model, List<LiteModel.Port> ports) {
    return ports.stream()
        .map(port -> port.name() + ": " + model.tensor(port.tensor()).type())
        .toList();
  }
}
