package dev.espalier.latency.read;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.latency.data.LatencyDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the profile that ONNX Runtime writes: a JSON array of events, one per node and run with
 * {@code "cat":"Node"} and a name ending in {@code _kernel_time}.
 */
public final class OrtProfile {
  private static final String ENDING = "_kernel_time";
  private static final double MICROS_PER_MILLI = 1e3;

  /**
   * A node of the optimised graph over all runs.
   *
   * @param inputs shapes of the operands that are there; weights the runtime has packed are not
   * @param outputs shapes of the results
   * @param milliseconds of one run: the mean of the fastest fifth
   */
  public record NodeTime(
      String name,
      String operator,
      List<List<Long>> inputs,
      List<List<Long>> outputs,
      double milliseconds) {
    public NodeTime {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  private record Runs(JsonNode first, List<Long> micros) {}

  private OrtProfile() {}

  /**
   * The nodes in the order of their numbers in the runtime's graph.
   *
   * @throws LatencyDataException when the file is no profile or has no node in it
   */
  public static List<NodeTime> read(Path file) throws IOException {
    return read(file.toString(), Files.readString(file));
  }

  /** As {@link #read(Path)}; {@code name} is what messages call the source. */
  public static List<NodeTime> read(String name, String text) {
    Map<Long, Runs> nodes = new TreeMap<>();
    for (JsonNode event : events(name, text)) {
      if (event.path("cat").asText().equals("Node")
          && event.path("name").asText().endsWith(ENDING)) {
        long index = event.path("args").path("node_index").asLong();
        nodes
            .computeIfAbsent(index, i -> new Runs(event, new ArrayList<>()))
            .micros()
            .add(event.path("dur").asLong());
      }
    }
    if (nodes.isEmpty()) {
      throw new LatencyDataException("%s: no node of an ONNX Runtime profile in it", name);
    }
    return nodes.values().stream().map(OrtProfile::node).toList();
  }

  private static JsonNode events(String name, String text) {
    try {
      JsonNode events = new ObjectMapper().readTree(text);
      if (!events.isArray()) {
        throw new LatencyDataException("%s: not an ONNX Runtime profile: no JSON array", name);
      }
      return events;
    } catch (JacksonException e) {
      throw new LatencyDataException(
          "%s: not an ONNX Runtime profile, or an interrupted one: %s",
          name, e.getOriginalMessage());
    }
  }

  private static NodeTime node(Runs runs) {
    JsonNode event = runs.first();
    JsonNode arguments = event.path("args");
    String name = event.path("name").asText();
    return new NodeTime(
        name.substring(0, name.length() - ENDING.length()),
        arguments.path("op_name").asText(),
        shapes(arguments.path("input_type_shape")),
        shapes(arguments.path("output_type_shape")),
        FastestFifth.mean(runs.micros()) / MICROS_PER_MILLI);
  }

  /** Of {@code [{"float":[1,3,8,8]}, ...]}. */
  private static List<List<Long>> shapes(JsonNode types) {
    List<List<Long>> shapes = new ArrayList<>();
    for (JsonNode type : types) {
      for (JsonNode dims : type) {
        List<Long> shape = new ArrayList<>();
        dims.forEach(dim -> shape.add(dim.asLong()));
        shapes.add(shape);
      }
    }
    return shapes;
  }
}
