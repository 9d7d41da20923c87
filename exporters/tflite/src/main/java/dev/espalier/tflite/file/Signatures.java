package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel.Port;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.TensorMap;

/** Names of inputs and outputs: those of the first signature of the first graph. */
final class Signatures {
  private final GraphReader graph;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();

  Signatures(Model model, List<GraphReader> graphs) {
    graph = graphs.get(0);
    boolean found = false;
    for (int i = 0; i < model.signatureDefsLength(); i++) {
      SignatureDef signature = model.signatureDefs(i);
      long number = signature.subgraphIndex();
      if (number >= graphs.size()) {
        throw new TfliteException("signature %d is for graph %d of %d", i, number, graphs.size());
      }
      int tensors = graphs.get((int) number).tensors().size();
      List<Port> in = ports(signature.inputsLength(), signature::inputs, tensors);
      List<Port> out = ports(signature.outputsLength(), signature::outputs, tensors);
      if (number == 0 && !found) {
        inputs.addAll(in);
        outputs.addAll(out);
        found = true;
      }
    }
  }

  private static List<Port> ports(int length, IntFunction<TensorMap> entry, int tensors) {
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      TensorMap map = entry.apply(i);
      String name = Texts.of(map.nameAsByteBuffer());
      if (map.tensorIndex() >= tensors) {
        throw new TfliteException(
            "a signature's '%s' is tensor %d of %d", name, map.tensorIndex(), tensors);
      }
      ports.add(new Port(name, (int) map.tensorIndex()));
    }
    return ports;
  }

  /** The inputs in the order of the graph. */
  List<Port> inputs() {
    return named(graph.inputs(), inputs);
  }

  /** The outputs in the order of the graph. */
  List<Port> outputs() {
    return named(graph.outputs(), outputs);
  }

  /**
   * Positions with the names of a signature, in its order where several are for one tensor; without
   * one, the name is the tensor's own.
   */
  private List<Port> named(List<Integer> positions, List<Port> signature) {
    Map<Integer, Deque<String>> names = new HashMap<>();
    signature.forEach(
        port -> names.computeIfAbsent(port.tensor(), t -> new ArrayDeque<>()).add(port.name()));
    List<Port> ports = new ArrayList<>();
    for (int position : positions) {
      Deque<String> left = names.getOrDefault(position, new ArrayDeque<>());
      String name = left.isEmpty() ? graph.tensors().get(position).name() : left.remove();
      ports.add(new Port(name, position));
    }
    return ports;
  }
}
