package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Opaque;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Reads ONNX files of opsets 7 to 22, and of others as far as their operators mean the same.
 *
 * <p>Weights stay in the mapped file. Calls of functions are inlined, computations of shapes become
 * attributes, weights are constants wherever the file has them. What the graph has no operator for
 * becomes opaque.
 */
public final class OnnxReader {
  private final ModelProto model;
  private final GraphProto graph;
  private final Symbols symbols = new Symbols();
  private final Draft draft;
  private final TensorReader tensors;
  private final List<String> notes = new ArrayList<>();

  private OnnxReader(Path file, ModelProto model) {
    this.model = model;
    this.graph = model.getGraph();
    this.draft = new Draft(graph.getName());
    this.tensors = new TensorReader(new ExternalData(file));
  }

  /** Reads a model; one that is at fault is an {@link OnnxException}. */
  public static OnnxModel read(Path file) {
    return read(file, Map.of());
  }

  /**
   * Reads a model with sizes for its symbolic dims.
   *
   * @param inputShapes shapes of inputs, by name; a name that is no input, or a shape that
   *     contradicts the model, is an {@link InputShapeException}
   */
  public static OnnxModel read(Path file, Map<String, long[]> inputShapes) {
    ModelProto model = ModelFile.parse(file);
    try {
      return new OnnxReader(file, model).read(inputShapes);
    } catch (IrException | ArithmeticException e) {
      throw new OnnxException(OnnxException.Code.MALFORMED_MODEL, file + ": " + e.getMessage(), e);
    }
  }

  private OnnxModel read(Map<String, long[]> inputShapes) {
    SortedMap<String, Long> opsets = Functions.opsets(model.getOpsetImportList());
    if (!opsets.containsKey(OnnxOrigin.ONNX)) {
      if (model.getIrVersion() >= 3 && graph.getNodeCount() > 0) {
        throw malformed("the model does not say which version of ONNX's operators it uses");
      }
      opsets.put(OnnxOrigin.ONNX, 1L);
    }
    reserveNames();
    Map<String, TensorType> inputs = inputs(inputShapes);
    Scope scope = Scope.top(draft, opsets);
    inputs.forEach((name, type) -> draft.input(scope.define(name), type));
    Functions functions = new Functions(model.getFunctionsList());
    Map<String, TensorType> declared = declared();
    OpaqueNodes opaque =
        new OpaqueNodes(draft, functions, tensors, declared, opsets.get(OnnxOrigin.ONNX));
    BodyReader body = new BodyReader(draft, tensors, functions, opaque);
    List<String> outputs = outputs();
    body.read(graph, scope, outputs);
    Graph built = build(scope, outputs, declared);
    notes.addAll(opaque.notes());
    OriginReader origin = new OriginReader(model, symbols, inputs, notes);
    return new OnnxModel(built, origin.read(opsets, body.docs(), opaque));
  }

  /** Names that exist are not given to new values. */
  private void reserveNames() {
    graph.getInputList().forEach(input -> draft.reserve(input.getName()));
    graph.getInitializerList().forEach(tensor -> draft.reserve(tensor.getName()));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(draft::reserve));
  }

  /** The inputs that have no value of their own, in order. */
  private Map<String, TensorType> inputs(Map<String, long[]> shapes) {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(t -> constants.add(t.getValues().getName()));
    Map<String, ValueInfoProto> free = new LinkedHashMap<>();
    int overridable = 0;
    for (ValueInfoProto input : graph.getInputList()) {
      if (input.getName().isEmpty()) {
        throw malformed("input %d has no name", graph.getInputList().indexOf(input));
      } else if (constants.contains(input.getName())) {
        overridable++;
      } else if (free.put(input.getName(), input) != null) {
        throw malformed("%%%s is an input twice", input.getName());
      }
    }
    if (overridable > 0 && model.getIrVersion() >= 4) {
      notes.add(overridable + " initializers were also inputs; they are constants now");
    }
    return new InputShapes(symbols, free).with(shapes);
  }

  /** The types of values that the file declares. */
  private Map<String, TensorType> declared() {
    Map<String, TensorType> declared = new HashMap<>();
    for (List<ValueInfoProto> list : List.of(graph.getValueInfoList(), graph.getOutputList())) {
      list.forEach(v -> declared.put(v.getName(), symbols.type(v.getName(), v.getType())));
    }
    return declared;
  }

  private List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      if (names.contains(output.getName())) {
        throw malformed("%%%s is an output twice", output.getName());
      }
      names.add(output.getName());
    }
    return names;
  }

  /** Gives every output its name, and drops what no output needs. */
  private Graph build(Scope scope, List<String> outputs, Map<String, TensorType> declared) {
    for (String output : outputs) {
      String value = scope.value(output);
      if (value.equals(Node.ABSENT)) {
        throw malformed("nothing defines the output %%%s", output);
      } else if (!value.equals(output)) {
        identity(value, output);
      }
      check(output, declared.get(output), draft.type(output));
    }
    return new RecognizeMasks().run(LiveNodes.of(draft.build(outputs)));
  }

  private void identity(String value, String output) {
    Node node = Node.of(new Identity(), List.of(value), output);
    try {
      draft.node(node);
    } catch (NotModelled e) {
      List<TensorType> types = List.of(draft.type(value));
      draft.node(
          node.withOp(new Opaque("", "Identity", OpaquePayload.of(List.of()), List.of(), types)));
    }
  }

  /** The type an output has must be possible for the one the file declares. */
  private static void check(String output, TensorType declared, TensorType found) {
    if (declared.isUnknown() || found.isUnknown()) {
      return;
    }
    boolean fits = declared.element() == found.element() && declared.rank() == found.rank();
    for (int i = 0; fits && i < found.rank(); i++) {
      boolean bothKnown = declared.dim(i).isConstant() && found.dim(i).isConstant();
      fits = !bothKnown || declared.dim(i).equals(found.dim(i));
    }
    if (!fits) {
      throw malformed("the output %%%s is declared as %s, but is %s", output, declared, found);
    }
  }
}
