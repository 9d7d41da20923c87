package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The operator set a file is written for. Typed operators can be written for many; an opaque one
 * means what it means in the set of the file it came from, and the others it did not change in.
 *
 * @param version of ONNX's operators
 * @param notes why it is not the one asked for; empty when it is
 */
record TargetOpset(int version, List<String> notes) {
  static final int OLDEST = 7;

  /** The version asked for; it is an error when the graph cannot be written for it. */
  static TargetOpset exactly(int asked, Graph graph, OnnxOrigin origin) {
    requireKnown(asked);
    Optional<String> changed = changed(asked, graph, origin);
    if (changed.isPresent()) {
      throw new NotRepresentableException(
          NotRepresentableException.Code.OPAQUE_OPERATOR_CHANGED, "%s", changed.get());
    }
    return new TargetOpset(asked, List.of());
  }

  /** The version preferred, or that of the origin where the graph needs it. */
  static TargetOpset preferably(int preferred, Graph graph, OnnxOrigin origin) {
    Optional<String> changed = changed(preferred, graph, origin);
    if (changed.isEmpty()) {
      return exactly(preferred, graph, origin);
    }
    int kept = Math.toIntExact(origin.opset());
    String why = "the file keeps opset %d: %s".formatted(kept, changed.get());
    if (!isKnown(kept)) {
      throw new NotRepresentableException(
          NotRepresentableException.Code.OPSET_NOT_SUPPORTED,
          "%s; those from %d to %d can be written",
          why,
          OLDEST,
          OperatorVersions.NEWEST);
    }
    return new TargetOpset(kept, List.of(why));
  }

  /** A newer version, because a typed operator cannot be expressed in this one. */
  TargetOpset raised(NotRepresentableException why, Graph graph, OnnxOrigin origin) {
    TargetOpset raised = exactly(why.needed(), graph, origin);
    List<String> reasons = new ArrayList<>(notes);
    reasons.add(why.getMessage());
    return new TargetOpset(raised.version(), reasons);
  }

  private static boolean isKnown(int version) {
    return version >= OLDEST && version <= OperatorVersions.NEWEST;
  }

  private static void requireKnown(int version) {
    if (!isKnown(version)) {
      throw new NotRepresentableException(
          NotRepresentableException.Code.OPSET_NOT_SUPPORTED,
          "opset %d; those from %d to %d can be written",
          version,
          OLDEST,
          OperatorVersions.NEWEST);
    }
  }

  private static Optional<String> changed(int target, Graph graph, OnnxOrigin origin) {
    if (origin.opset() == 0) {
      return Optional.empty();
    }
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque) {
        NodeProto call =
            NodeProto.newBuilder()
                .setDomain(opaque.domain())
                .setOpType(opaque.kind())
                .addAllAttribute(OpaquePayload.attributes(opaque.payload()))
                .build();
        Optional<String> changed = changed(List.of(call), origin.opset(), target);
        if (changed.isPresent()) {
          return changed.map(why -> "%" + node.result() + ": " + why);
        }
      }
    }
    return hasOpaque(graph) ? changed(origin.functions(), target) : Optional.empty();
  }

  /** Functions name their own operator sets, but runtimes inline them into the model's. */
  private static Optional<String> changed(List<FunctionProto> functions, int target) {
    return functions.stream()
        .flatMap(
            function ->
                function.getOpsetImportList().stream()
                    .filter(set -> isOnnx(set.getDomain()))
                    .flatMap(
                        set -> changed(function.getNodeList(), set.getVersion(), target).stream())
                    .map(why -> "function " + function.getName() + ": " + why))
        .findFirst();
  }

  /** Whether an ONNX operator of the nodes, or of graphs inside them, may mean something else. */
  private static Optional<String> changed(List<NodeProto> nodes, long from, int target) {
    List<String> changed = new ArrayList<>();
    Consumer<NodeProto> check =
        node -> {
          String kind = node.getOpType();
          if (isOnnx(node.getDomain()) && !OperatorVersions.keepsMeaning(kind, from, target)) {
            changed.add(
                "%s of opset %d may mean something else in opset %d".formatted(kind, from, target));
          }
        };
    nodes.forEach(check);
    nodes.forEach(node -> Subgraphs.forEachNode(node.getAttributeList(), check));
    return changed.stream().findFirst();
  }

  static boolean hasOpaque(Graph graph) {
    return graph.nodes().stream().anyMatch(node -> node.op() instanceof Opaque);
  }

  private static boolean isOnnx(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The oldest format version that goes with the operator set, and has functions. */
  long irVersion() {
    return version <= 18 ? 8 : version <= 20 ? 9 : 10;
  }
}
