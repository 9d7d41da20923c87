package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The functions a model defines, and their bodies with the attributes of a call filled in. */
final class Functions {
  /** What a node calls: a function is told from others by three names. */
  private record Key(String domain, String name, String overload) {}

  private final Map<Key, FunctionProto> functions = new LinkedHashMap<>();

  Functions(List<FunctionProto> definitions) {
    for (FunctionProto function : definitions) {
      Key key = new Key(domain(function.getDomain()), function.getName(), function.getOverload());
      if (functions.put(key, function) != null) {
        throw OnnxException.malformed(
            "the function '%s' of the domain '%s' is defined twice",
            function.getName(), function.getDomain());
      }
    }
  }

  /** A domain as the graph spells it: ONNX's own is empty. */
  static String domain(String name) {
    return name.equals("ai.onnx") ? OnnxOrigin.ONNX : name;
  }

  /** Versions of operator sets by domain. */
  static SortedMap<String, Long> opsets(List<OperatorSetIdProto> imports) {
    TreeMap<String, Long> opsets = new TreeMap<>();
    for (OperatorSetIdProto set : imports) {
      if (set.getVersion() < 1 || set.getVersion() > Integer.MAX_VALUE) {
        throw OnnxException.malformed(
            "the operator set '%s' is imported in version %d", set.getDomain(), set.getVersion());
      }
      opsets.put(domain(set.getDomain()), set.getVersion());
    }
    return opsets;
  }

  /** The function a node calls, if the model defines it. */
  Optional<FunctionProto> of(NodeProto node) {
    Key key = new Key(domain(node.getDomain()), node.getOpType(), node.getOverload());
    return Optional.ofNullable(functions.get(key));
  }

  /** The nodes of a function, with the attributes a call gives in place of their names. */
  static List<NodeProto> body(FunctionProto function, NodeProto call) {
    Map<String, AttributeProto> given = new HashMap<>();
    function.getAttributeProtoList().forEach(a -> given.put(a.getName(), a));
    call.getAttributeList().forEach(a -> given.put(a.getName(), a));
    return function.getNodeList().stream().map(node -> bind(node, given)).toList();
  }

  private static NodeProto bind(NodeProto node, Map<String, AttributeProto> given) {
    List<AttributeProto> bound = new ArrayList<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getRefAttrName().isEmpty()) {
        bound.add(bind(attribute, given));
      } else if (given.containsKey(attribute.getRefAttrName())) {
        AttributeProto value = given.get(attribute.getRefAttrName());
        bound.add(value.toBuilder().setName(attribute.getName()).build());
      }
    }
    return node.toBuilder().clearAttribute().addAllAttribute(bound).build();
  }

  private static AttributeProto bind(AttributeProto attribute, Map<String, AttributeProto> given) {
    if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
      return attribute;
    }
    AttributeProto.Builder bound = attribute.toBuilder();
    if (attribute.hasG()) {
      bound.setG(bind(attribute.getG(), given));
    }
    for (int i = 0; i < attribute.getGraphsCount(); i++) {
      bound.setGraphs(i, bind(attribute.getGraphs(i), given));
    }
    return bound.build();
  }

  private static GraphProto bind(GraphProto graph, Map<String, AttributeProto> given) {
    List<NodeProto> bound = graph.getNodeList().stream().map(node -> bind(node, given)).toList();
    return graph.toBuilder().clearNode().addAllNode(bound).build();
  }
}
