package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the nodes of a body (the graph, a chosen branch, a function that is called) into the draft:
 * as operators where they are modelled, otherwise opaque.
 */
final class BodyReader {
  /** Functions nested deeper call themselves. */
  private static final int DEEPEST = 64;

  /** Functions that call others can stand for more nodes than fit into memory. */
  private static final int MOST_INLINED = 50_000;

  private final Draft draft;
  private final TensorReader tensors;
  private final Functions functions;
  private final OpaqueNodes opaque;
  private final OperatorReaders operators;
  private final Map<String, String> docs = new TreeMap<>();
  private int inlined;

  BodyReader(Draft draft, TensorReader tensors, Functions functions, OpaqueNodes opaque) {
    this.draft = draft;
    this.tensors = tensors;
    this.functions = functions;
    this.opaque = opaque;
    this.operators = new OperatorReaders(tensors);
  }

  /** Documentation of nodes, by first result. */
  Map<String, String> docs() {
    return docs;
  }

  /** Where a node is, for messages. */
  static String place(NodeProto node) {
    String result = node.getOutputCount() == 0 ? "" : " %" + node.getOutput(0);
    String label = node.getName().isEmpty() ? "" : " (node '" + node.getName() + "')";
    return node.getOpType() + result + label;
  }

  /** Reads a graph whose inputs are defined. */
  void read(GraphProto graph, Scope scope, Collection<String> outputs) {
    for (TensorProto tensor : graph.getInitializerList()) {
      initializer(tensor.getName(), () -> initializer(tensor, scope));
    }
    for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
      String name = sparse.getValues().getName();
      initializer(name, () -> draft.constant(scope.define(name), tensors.readSparse(sparse)));
    }
    read(graph.getNodeList(), scope, outputs);
  }

  private static void initializer(String name, Runnable read) {
    try {
      if (name.isEmpty()) {
        throw malformed("it has no name");
      }
      read.run();
    } catch (IrException | ArithmeticException e) {
      throw malformed("the initializer %%%s: %s", name, e.getMessage());
    } catch (OnnxException e) {
      throw e.at("the initializer %" + name);
    }
  }

  private void initializer(TensorProto tensor, Scope scope) {
    Optional<Tensor> constant = tensors.read(tensor);
    if (constant.isPresent()) {
      draft.constant(scope.define(tensor.getName()), constant.get());
      return;
    }
    AttributeProto value =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(tensor)
            .build();
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput(tensor.getName())
            .addAttribute(value)
            .build();
    read(node, scope, Set.of());
  }

  private void read(List<NodeProto> nodes, Scope scope, Collection<String> outputs) {
    if (scope.depth() > DEEPEST) {
      throw malformed("functions or branches are nested more than %d deep", DEEPEST);
    }
    Set<String> used = new HashSet<>(outputs);
    nodes.forEach(node -> used.addAll(Captures.read(node)));
    for (NodeProto node : TopologicalOrder.of(nodes)) {
      if (node.getOutputList().stream().anyMatch(name -> !name.isEmpty())) {
        readChecked(node, scope, used);
      }
    }
  }

  private void readChecked(NodeProto node, Scope scope, Set<String> used) {
    if (scope.depth() > 0 && ++inlined > MOST_INLINED) {
      throw malformed("functions and branches stand for more than %d nodes", MOST_INLINED);
    }
    try {
      read(node, scope, used);
    } catch (IrException | ArithmeticException e) {
      throw malformed("%s: %s", place(node), e.getMessage());
    } catch (OnnxException e) {
      throw e.at(place(node));
    }
  }

  private void read(NodeProto proto, Scope scope, Set<String> used) {
    Optional<FunctionProto> function = functions.of(proto);
    if (function.isEmpty()
        && !OpaqueNodes.isRunnable(proto.getDomain())
        && !OperatorReaders.isSupernet(proto)) {
      throw OpaqueNodes.foreign(proto);
    }
    OnnxNode node = new OnnxNode(proto, opset(proto, scope), draft, scope, used::contains);
    document(proto, node);
    try {
      if (OperatorReaders.isSupernet(proto) || function.isEmpty()) {
        typed(node);
        return;
      }
    } catch (NotModelled e) {
      if (function.isEmpty()) {
        opaque.add(node, e.getMessage(), e.types());
        return;
      }
    }
    call(node, function.get());
  }

  private long opset(NodeProto proto, Scope scope) {
    return scope.opset(Functions.domain(proto.getDomain())).orElse(1L);
  }

  private void document(NodeProto proto, OnnxNode node) {
    if (!proto.getDocString().isEmpty()) {
      docs.put(node.results().get(0), proto.getDocString());
    }
  }

  private void typed(OnnxNode node) {
    if (node.results().get(0).equals(Node.ABSENT)) {
      throw new NotModelled("its first result is not used");
    }
    if (node.proto().getOpType().equals("If") && node.constant(0).isPresent()) {
      branch(node);
    } else {
      operators.read(node);
    }
  }

  private void branch(OnnxNode node) {
    boolean condition = node.constant(0).get().scalar() != 0;
    GraphProto branch = node.attributes().graph(condition ? "then_branch" : "else_branch");
    List<String> outputs = branch.getOutputList().stream().map(o -> o.getName()).toList();
    Scope inner = node.scope().branch(node.results().get(0));
    define(node, inner, outputs);
    read(branch, inner, outputs);
    bind(node, inner, outputs);
  }

  private void call(OnnxNode node, FunctionProto function) {
    Map<String, Long> opsets = new TreeMap<>(node.scope().opsets());
    opsets.putAll(Functions.opsets(function.getOpsetImportList()));
    Scope inner = node.scope().function(node.results().get(0), opsets);
    if (node.operands().size() > function.getInputCount()) {
      throw malformed(
          "%d operands for a function of %d", node.operands().size(), function.getInputCount());
    }
    for (int i = 0; i < function.getInputCount(); i++) {
      inner.bind(
          function.getInput(i), i < node.operands().size() ? node.operands().get(i) : Node.ABSENT);
    }
    define(node, inner, function.getOutputList());
    read(Functions.body(function, node.proto()), inner, function.getOutputList());
    bind(node, inner, function.getOutputList());
  }

  /** Results of the body get the names that the results of the node have. */
  private static void define(OnnxNode node, Scope inner, List<String> outputs) {
    if (node.results().size() > outputs.size()) {
      throw malformed("%d results of a body with %d", node.results().size(), outputs.size());
    }
    for (int r = 0; r < node.results().size(); r++) {
      if (!node.results().get(r).equals(Node.ABSENT)) {
        inner.result(outputs.get(r), node.results().get(r));
      }
    }
  }

  private static void bind(OnnxNode node, Scope inner, List<String> outputs) {
    for (int r = 0; r < node.results().size(); r++) {
      if (!node.results().get(r).equals(Node.ABSENT)) {
        node.scope().bind(node.proto().getOutput(r), inner.value(outputs.get(r)));
      }
    }
  }
}
