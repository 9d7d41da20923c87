package dev.espalier.savedmodel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;

/** How often a TFLite file uses which operator; read with the schema's own classes. */
record OperatorCount(Map<String, Integer> uses) {
  static OperatorCount of(Path file) throws IOException {
    Model model =
        Model.getRootAsModel(
            ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    SubGraph graph = model.subgraphs(0);
    Map<String, Integer> uses = new TreeMap<>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      int code = model.operatorCodes((int) graph.operators(i).opcodeIndex()).builtinCode();
      uses.merge(BuiltinOperator.name(code), 1, Integer::sum);
    }
    return new OperatorCount(uses);
  }

  int total() {
    return uses.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What this file uses more often than another, as {@code 2 PAD, 1 MUL}. */
  String beyond(OperatorCount other) {
    Map<String, Integer> more = new TreeMap<>(uses);
    other.uses().forEach((name, count) -> more.merge(name, -count, Integer::sum));
    more.values().removeIf(count -> count <= 0);
    StringBuilder text = new StringBuilder();
    more.forEach(
        (name, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(name));
    return text.toString();
  }
}
