package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    requireKnown(kept);
    return new TargetOpset(
        kept, List.of("the file keeps opset %d: %s".formatted(kept, changed.get())));
  }

  /** A newer version, because a typed operator cannot be expressed in this one. */
  TargetOpset raised(NotRepresentableException why, Graph graph, OnnxOrigin origin) {
    TargetOpset raised = exactly(why.needed(), graph, origin);
    List<String> reasons = new ArrayList<>(notes);
    reasons.add(why.getMessage());
    return new TargetOpset(raised.version(), reasons);
  }

  private static void requireKnown(int version) {
    if (version < OLDEST || version > OperatorVersions.NEWEST) {
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
        for (String kind : kinds(opaque)) {
          if (!OperatorVersions.keepsMeaning(kind, origin.opset(), target)) {
            return Optional.of(
                "%%%s: %s of opset %d may mean something else in opset %d"
                    .formatted(node.result(), kind, origin.opset(), target));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The ONNX operators of an opaque node and of the graphs inside it. */
  private static List<String> kinds(Opaque opaque) {
    List<String> kinds = new ArrayList<>();
    if (isOnnx(opaque.domain())) {
      kinds.add(opaque.kind());
    }
    List<AttributeProto> attributes = OpaquePayload.attributes(opaque.payload());
    Subgraphs.forEachNode(
        attributes,
        inner -> {
          if (isOnnx(inner.getDomain())) {
            kinds.add(inner.getOpType());
          }
        });
    return kinds;
  }

  static boolean isOnnx(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The oldest format version that goes with the operator set, and has functions. */
  long irVersion() {
    return version <= 18 ? 8 : version <= 20 ? 9 : 10;
  }
}
