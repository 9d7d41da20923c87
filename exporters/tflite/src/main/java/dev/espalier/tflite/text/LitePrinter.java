package dev.espalier.tflite.text;

import dev.espalier.ir.text.Fragments;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a TFLite model as text, one line per operator.
 *
 * <pre>
 * // description "..."
 * // metadata min_runtime_version, 16 bytes
 * tflite @main(x=%x: f32[1,8,8,3]) {
 *   %a = CONV_2D v1(%x, f32[4,3,3,3]#16c66a01e3, f32[4]#1f0e9ab38c) {padding=same, ...} : f32[1,8,8,4]
 *   return scores=%a
 * }
 * </pre>
 *
 * <p>Ports of the signature are in front of =. {@code _} is an absent input. A constant is written
 * where it is read, and has a name when it is read more than once: {@code %w=f32[4]#1f0e9ab38c},
 * then {@code %w}. Behind {@code @} is the position of a tensor whose name is missing or not its
 * own, and the node that an operator was made from when its result has another name. A type is
 * followed by {@code q} when it is quantised and by {@code variable} when it outlives a run.
 */
public final class LitePrinter {
  private final LiteModel model;
  private final Map<String, Integer> named = new HashMap<>();
  private final int[] reads;
  private final BitSet written = new BitSet();

  private LitePrinter(LiteModel model) {
    this.model = model;
    this.reads = new int[model.tensors().size()];
    model.tensors().forEach(tensor -> named.merge(tensor.name(), 1, Integer::sum));
    for (LiteOp op : model.ops()) {
      op.inputs().stream().filter(i -> i != LiteOp.ABSENT).forEach(i -> reads[i]++);
    }
    model.outputs().forEach(port -> reads[port.tensor()] += 2);
  }

  public static String print(LiteModel model) {
    return new LitePrinter(model).print();
  }

  private String print() {
    StringBuilder out = new StringBuilder();
    if (!model.description().isEmpty()) {
      out.append("// description ").append(Fragments.quoted(model.description())).append('\n');
    }
    model.metadata().forEach((name, bytes) -> out.append(metadata(name, bytes)).append('\n'));
    if (model.otherSubgraphs() > 0) {
      out.append("// ").append(model.otherSubgraphs()).append(" more graphs\n");
    }
    out.append("tflite @").append(Fragments.name(model.name())).append(inputs()).append(" {\n");
    model.ops().forEach(op -> out.append("  ").append(line(op)).append('\n'));
    return out.append("  return ").append(outputs()).append("\n}\n").toString();
  }

  private static String metadata(String name, byte[] bytes) {
    return "// metadata " + Fragments.name(name) + ", " + bytes.length + " bytes";
  }

  private String inputs() {
    return model.inputs().stream()
        .map(port -> port(port, value(port.tensor())) + ": " + type(port.tensor()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private String outputs() {
    return model.outputs().stream()
        .map(port -> port(port, operand(port.tensor())))
        .collect(Collectors.joining(", "));
  }

  private static String port(Port port, String value) {
    return Fragments.name(port.name()) + "=" + value;
  }

  private String line(LiteOp op) {
    String results = op.outputs().stream().map(this::value).collect(Collectors.joining(", "));
    String operands = op.inputs().stream().map(this::operand).collect(Collectors.joining(", "));
    String types = op.outputs().stream().map(this::type).collect(Collectors.joining(", "));
    return (results.isEmpty() ? "" : results + " = ")
        + operator(op)
        + "("
        + operands
        + ")"
        + options(op.options())
        + (types.isEmpty() ? "" : " : " + types)
        + node(op);
  }

  private static String operator(LiteOp op) {
    String custom = op.custom().isEmpty() ? "" : " " + Fragments.name(op.custom());
    return op.kind() + custom + " v" + op.version();
  }

  private String node(LiteOp op) {
    boolean same = !op.outputs().isEmpty() && model.output(op).name().equals(op.node());
    return op.node().isEmpty() || same ? "" : " @" + Fragments.name(op.node());
  }

  private String value(int tensor) {
    String name = model.tensor(tensor).name();
    boolean own = !name.isEmpty() && named.get(name) == 1;
    return own ? Fragments.value(name) : Fragments.value(name) + "@" + tensor;
  }

  private String operand(int tensor) {
    if (tensor == LiteOp.ABSENT) {
      return "_";
    }
    if (!model.tensor(tensor).isConstant() || reads[tensor] > 1 && written.get(tensor)) {
      return value(tensor);
    }
    written.set(tensor);
    String literal = literal(model.tensor(tensor));
    return reads[tensor] > 1 ? value(tensor) + "=" + literal : literal;
  }

  private static String literal(LiteTensor tensor) {
    return tensor.data().orElseThrow().type().toString().equals(tensor.type())
        ? Fragments.constant(tensor.data().orElseThrow())
        : tensor.type() + "#" + tensor.data().orElseThrow().digest().substring(0, 10);
  }

  private String type(int position) {
    LiteTensor tensor = model.tensor(position);
    return tensor.type()
        + (tensor.quantized() ? " q" : "")
        + (tensor.variable() ? " variable" : "");
  }

  /** The components of the record, in order. */
  private static String options(Options options) {
    List<String> written = new ArrayList<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(options);
        written.add(component.getName() + "=" + Fragments.attribute(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("components of records can be read", e);
      }
    }
    return written.isEmpty() ? "" : " {" + String.join(", ", written) + "}";
  }
}
