package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Opaque;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes opaque nodes, and collects what the file has to keep for them. */
final class OpaqueNodes {
  /** The domains whose operators ONNX Runtime's CPU package has. */
  private static final Set<String> RUNNABLE =
      Set.of(
          OnnxOrigin.ONNX,
          "ai.onnx.ml",
          "com.microsoft",
          "com.microsoft.nchwc",
          "com.microsoft.experimental");

  private final Draft draft;
  private final Functions functions;
  private final TensorReader tensors;
  private final Map<String, TensorType> declared;
  private final long opset;
  private final Set<FunctionProto> called = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param declared types the file declares, by value
   * @param opset of the model, for ONNX's operators
   */
  OpaqueNodes(
      Draft draft,
      Functions functions,
      TensorReader tensors,
      Map<String, TensorType> declared,
      long opset) {
    this.draft = draft;
    this.functions = functions;
    this.tensors = tensors;
    this.declared = declared;
    this.opset = opset;
  }

  /** The functions that opaque nodes call, directly or not. */
  List<FunctionProto> called() {
    return List.copyOf(called);
  }

  /** What became opaque, and why. */
  List<String> notes() {
    return notes;
  }

  static boolean isRunnable(String domain) {
    return RUNNABLE.contains(Functions.domain(domain));
  }

  /**
   * Adds a node as it is.
   *
   * @param reason why it is not modelled
   * @param types of its results where they are known; the file's declarations count otherwise
   */
  void add(OnnxNode node, String reason, List<TensorType> types) {
    NodeProto proto = node.proto();
    check(proto, node.opset());
    List<String> captures = Captures.of(proto);
    List<String> operands = new ArrayList<>(node.operands());
    captures.forEach(name -> operands.add(node.scope().value(name)));
    List<TensorType> results = new ArrayList<>();
    for (int r = 0; r < node.results().size(); r++) {
      results.add(r < types.size() ? types.get(r) : declared(node.results().get(r)));
    }
    Opaque op =
        new Opaque(
            Functions.domain(proto.getDomain()),
            proto.getOpType(),
            OpaquePayload.of(internal(proto).getAttributeList()),
            captures,
            results);
    draft.node(new Node(proto.getName(), op, operands, node.results()));
    notes.add("%" + node.results().get(0) + " = " + proto.getOpType() + " is opaque: " + reason);
  }

  private TensorType declared(String result) {
    return declared.getOrDefault(result, TensorType.UNKNOWN);
  }

  /** Checks the operators of a node and its sub-graphs, and notes what they need of the file. */
  private void check(NodeProto root, long version) {
    Deque<NodeProto> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      NodeProto node = left.remove();
      if (functions.of(node).isPresent()) {
        FunctionProto function = functions.of(node).get();
        if (called.add(function)) {
          function.getNodeList().forEach(inner -> requireRunnable(inner, left));
        }
      } else {
        requireRunnable(node);
        if (Functions.domain(node.getDomain()).equals(OnnxOrigin.ONNX)) {
          requireOpset(node, version);
        }
      }
      Captures.subgraphs(node).forEach(graph -> left.addAll(graph.getNodeList()));
    }
  }

  /** The body of a function names its own operator sets. */
  private void requireRunnable(NodeProto inner, Deque<NodeProto> left) {
    if (functions.of(inner).isPresent()) {
      left.add(inner);
      return;
    }
    requireRunnable(inner);
    for (GraphProto graph : Captures.subgraphs(inner).toList()) {
      graph.getNodeList().forEach(node -> requireRunnable(node, left));
    }
  }

  private void requireRunnable(NodeProto node) {
    if (!isRunnable(node.getDomain()) && functions.of(node).isEmpty()) {
      throw foreign(node);
    }
  }

  static OnnxException foreign(NodeProto node) {
    return new OnnxException(
        OnnxException.Code.FOREIGN_OPERATOR_DOMAIN,
        "node '%s': the operator %s of the domain '%s' is none that ONNX Runtime has, and the model"
            + " does not define it",
        node.getName(),
        node.getOpType(),
        node.getDomain());
  }

  private void requireOpset(NodeProto node, long version) {
    if (version != opset && !OperatorVersions.keepsMeaning(node.getOpType(), version, opset)) {
      throw OnnxException.malformed(
          "a function uses %s of opset %d, which means something else in the model's opset %d",
          node.getOpType(), version, opset);
    }
  }

  /** The node with all tensors inside, so that it does not depend on files. */
  private NodeProto internal(NodeProto node) {
    NodeProto.Builder inside = node.toBuilder();
    for (int i = 0; i < node.getAttributeCount(); i++) {
      inside.setAttribute(i, internal(node.getAttribute(i)));
    }
    return inside.build();
  }

  private AttributeProto internal(AttributeProto attribute) {
    AttributeProto.Builder inside = attribute.toBuilder();
    if (attribute.hasT()) {
      inside.setT(tensors.internal(attribute.getT()));
    }
    if (attribute.hasG()) {
      inside.setG(internal(attribute.getG()));
    }
    for (int i = 0; i < attribute.getGraphsCount(); i++) {
      inside.setGraphs(i, internal(attribute.getGraphs(i)));
    }
    return inside.build();
  }

  private GraphProto internal(GraphProto graph) {
    List<TensorProto> inside = graph.getInitializerList().stream().map(tensors::internal).toList();
    GraphProto.Builder result = graph.toBuilder().clearInitializer().addAllInitializer(inside);
    for (int i = 0; i < graph.getNodeCount(); i++) {
      result.setNode(i, internal(graph.getNode(i)));
    }
    return result.build();
  }
}
