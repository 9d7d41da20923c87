package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.Tool;
import dev.espalier.ir.op.Opaque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes models as ONNX files: operators newer than the file's operator set are expanded, weights
 * are streamed, and names, order and declarations of inputs and outputs, metadata and documentation
 * are those of the file the model came from. The same model gives the same bytes.
 */
public final class OnnxWriter {
  /** The operator set of files when none is asked for. */
  public static final int DEFAULT_OPSET = 17;

  /** From this many bytes of constants on, they go to a second file. */
  private static final long LARGE = 1_500_000_000;

  /**
   * A file that was written.
   *
   * @param name without the folder
   * @param sha256 in hexadecimal
   */
  public record Written(String name, long bytes, String sha256) {}

  /**
   * What was written.
   *
   * @param nodes in the file's graph, helpers included
   * @param files the model, and the file with the constants if there is one
   * @param opset the version of ONNX's operators
   * @param notes what a report should mention, one sentence each
   */
  public record Summary(int nodes, List<Written> files, int opset, List<String> notes) {
    /** The size of all files. */
    public long bytes() {
      return files.stream().mapToLong(Written::bytes).sum();
    }
  }

  private final int opset;
  private final boolean exact;
  private final Map<String, String> extra;
  private final long large;

  private OnnxWriter(int opset, boolean exact, Map<String, String> extra, long large) {
    this.opset = opset;
    this.exact = exact;
    this.extra = Map.copyOf(extra);
    this.large = large;
  }

  /**
   * Writes {@link #DEFAULT_OPSET} where that can be; otherwise the operator set of the model's file
   * if an opaque operator needs it, or a newer one if a typed operator does. The summary says so.
   */
  public OnnxWriter() {
    this(DEFAULT_OPSET, false, Map.of(), LARGE);
  }

  /** Writes exactly an operator set; {@link #write} refuses what cannot be expressed in it. */
  public OnnxWriter(int opset) {
    this(opset, true, Map.of(), LARGE);
  }

  /** This writer, adding metadata to every file. */
  public OnnxWriter withMetadata(Map<String, String> metadata) {
    return new OnnxWriter(opset, exact, metadata, large);
  }

  /** This writer, with constants in a second file from fewer bytes on. */
  public OnnxWriter withLargeFrom(long bytes) {
    return new OnnxWriter(opset, exact, extra, bytes);
  }

  /**
   * Writes a model to a file, and large constants to one beside it that has {@code .data} appended
   * to its name. What the operator set cannot express is a {@link NotRepresentableException};
   * nothing is written then.
   */
  public Summary write(OnnxModel model, Path file) throws IOException {
    Graph graph = model.graph();
    OnnxOrigin origin = model.origin();
    TargetOpset target =
        exact
            ? TargetOpset.exactly(opset, graph, origin)
            : TargetOpset.preferably(opset, graph, origin);
    return write(model, target, file);
  }

  private Summary write(OnnxModel model, TargetOpset target, Path file) throws IOException {
    FileGraph written;
    try {
      written = nodes(model, target);
    } catch (NotRepresentableException e) {
      if (exact || e.needed() <= target.version()) {
        throw e;
      }
      return write(model, target.raised(e, model.graph(), model.origin()), file);
    }
    List<Written> files =
        new ModelStream(file, written.initializers(), large)
            .write(rest(model, written, target), graphOf(model, written));
    return new Summary(written.nodes().size(), files, target.version(), target.notes());
  }

  private static FileGraph nodes(OnnxModel model, TargetOpset target) {
    Graph graph = model.graph();
    FileGraph written = new FileGraph(graph, target.version(), innerNames(graph));
    for (Node node : graph.nodes()) {
      String doc = model.origin().nodeDocs().getOrDefault(node.result(), "");
      WriteNode.write(new Site(written, graph, node), doc);
    }
    return written;
  }

  private static Set<String> innerNames(Graph graph) {
    Set<String> names = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque) {
        Set<String> inner = new HashSet<>();
        Subgraphs.names(OpaquePayload.attributes(opaque.payload()), inner);
        opaque.captures().forEach(inner::remove);
        names.addAll(inner);
      }
    }
    return names;
  }

  private static GraphProto graphOf(OnnxModel model, FileGraph written) {
    Graph graph = model.graph();
    OnnxOrigin origin = model.origin();
    GraphProto.Builder proto =
        GraphProto.newBuilder()
            .setName(graph.name().isEmpty() ? "graph" : graph.name())
            .setDocString(origin.producer().graphDoc())
            .addAllNode(written.nodes());
    graph
        .inputs()
        .forEach((name, type) -> proto.addInput(Declarations.of(name, type, origin.inputs())));
    for (String output : graph.outputs()) {
      proto.addOutput(Declarations.of(output, graph.type(output), origin.outputs()));
    }
    graph.nodes().stream()
        .filter(node -> node.op() instanceof Opaque)
        .forEach(node -> declare(written.results(node), graph.resultTypes(node), proto));
    return proto.build();
  }

  private static void declare(
      List<String> values, List<TensorType> types, GraphProto.Builder proto) {
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean output = proto.getOutputList().stream().anyMatch(o -> o.getName().equals(value));
      if (!types.get(i).isUnknown() && !output) {
        proto.addValueInfo(Declarations.of(value, types.get(i)));
      }
    }
  }

  private ModelProto rest(OnnxModel model, FileGraph written, TargetOpset target) {
    OnnxOrigin.Producer producer = model.origin().producer();
    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(target.irVersion())
            .setProducerName(Tool.NAME)
            .setProducerVersion(Tool.version())
            .setDomain(producer.domain())
            .setModelVersion(producer.modelVersion())
            .setDocString(producer.doc());
    imports(model, written, target)
        .forEach(
            (domain, version) ->
                proto.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    metadata(model.origin())
        .forEach((key, value) -> proto.addMetadataProps(ModelStream.entry(key, value)));
    if (TargetOpset.hasOpaque(model.graph())) {
      proto.addAllFunctions(model.origin().functions());
    }
    return proto.addAllFunctions(written.functions().values()).build();
  }

  private static SortedMap<String, Long> imports(
      OnnxModel model, FileGraph written, TargetOpset target) {
    SortedMap<String, Long> imports = new TreeMap<>();
    if (TargetOpset.hasOpaque(model.graph())) {
      imports.putAll(model.origin().opsets());
    }
    imports.put(OnnxOrigin.ONNX, (long) target.version());
    if (!written.functions().isEmpty()) {
      imports.put(SupernetFunctions.DOMAIN, SupernetFunctions.VERSION);
    }
    return imports;
  }

  private SortedMap<String, String> metadata(OnnxOrigin origin) {
    SortedMap<String, String> metadata = new TreeMap<>(origin.metadata());
    String before = (origin.producer().name() + " " + origin.producer().version()).strip();
    if (!before.isEmpty() && !origin.producer().name().equals(Tool.NAME)) {
      metadata.put("espalier.original_producer", before);
    }
    metadata.putAll(extra);
    return metadata;
  }
}
