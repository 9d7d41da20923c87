package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Graph;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says besides its graph, kept so that it can be written back.
 *
 * @param irVersion of the file
 * @param opsets versions of the imported operator sets by domain; that of ONNX is ""
 * @param producer what wrote the file
 * @param metadata the model's metadata properties
 * @param inputs declarations of the graph's inputs, by name, with their literal names of dims and
 *     documentation; inputs whose value is a constant of the graph are not among them
 * @param outputs declarations of the graph's outputs, by name
 * @param nodeDocs documentation of nodes, by the name of the node's first result
 * @param functions definitions that opaque nodes of the graph call
 * @param externalFiles files with weights that the file names, relative to its folder
 * @param notes what the reader did that a report should mention, one sentence each
 */
public record OnnxOrigin(
    long irVersion,
    SortedMap<String, Long> opsets,
    Producer producer,
    SortedMap<String, String> metadata,
    SortedMap<String, ValueInfoProto> inputs,
    SortedMap<String, ValueInfoProto> outputs,
    SortedMap<String, String> nodeDocs,
    List<FunctionProto> functions,
    SortedSet<String> externalFiles,
    List<String> notes) {
  /** The domain of ONNX's own operators, which files also spell {@code ai.onnx}. */
  public static final String ONNX = "";

  /** The metadata entry, in ONNX and TFLite files, with what a model wants for a pixel. */
  public static final String PREPROCESSING = "espalier.preprocessing";

  /**
   * Where a model comes from, in its own words; texts that are not given are empty.
   *
   * @param name the tool that wrote the model
   * @param version of the tool
   * @param domain the model's name space
   * @param modelVersion the model's own version
   * @param doc documentation of the model
   * @param graphName the graph's name
   * @param graphDoc documentation of the graph
   */
  public record Producer(
      String name,
      String version,
      String domain,
      long modelVersion,
      String doc,
      String graphName,
      String graphDoc) {}

  public OnnxOrigin {
    opsets = sorted(opsets);
    metadata = sorted(metadata);
    inputs = sorted(inputs);
    outputs = sorted(outputs);
    nodeDocs = sorted(nodeDocs);
    functions = List.copyOf(functions);
    externalFiles = Collections.unmodifiableSortedSet(new TreeSet<>(externalFiles));
    notes = List.copyOf(notes);
  }

  /** The origin of a graph that was not read from a file. */
  public static OnnxOrigin none(Graph graph) {
    return new OnnxOrigin(
        0,
        new TreeMap<>(),
        new Producer("", "", "", 0, "", graph.name(), ""),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        new TreeSet<>(),
        List.of());
  }

  /** The version of ONNX's operators the file uses; 0 when there was no file. */
  public long opset() {
    return opsets.getOrDefault(ONNX, 0L);
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
