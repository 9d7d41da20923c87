package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/** Reads one graph of a file whose tables are known to be in range. */
final class GraphReader {
  private final Model model;
  private final SubGraph graph;
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();

  GraphReader(Model model, int number) {
    this.model = model;
    this.graph = model.subgraphs(number);
    TensorReader reader = new TensorReader(model);
    for (int i = 0; i < graph.tensorsLength(); i++) {
      tensors.add(reader.read(graph.tensors(i), i));
    }
    for (int i = 0; i < graph.operatorsLength(); i++) {
      ops.add(operator(graph.operators(i), i));
    }
  }

  String name() {
    return Texts.of(graph.nameAsByteBuffer());
  }

  List<LiteTensor> tensors() {
    return tensors;
  }

  List<LiteOp> ops() {
    return ops;
  }

  /** Positions of tensors. */
  List<Integer> inputs() {
    return positions("graph input", graph.inputsLength(), graph::inputs, 0);
  }

  /** Positions of tensors. */
  List<Integer> outputs() {
    return positions("graph output", graph.outputsLength(), graph::outputs, 0);
  }

  private LiteOp operator(Operator op, int number) {
    OperatorCode code = code(op, number);
    int builtin = Math.max(code.deprecatedBuiltinCode(), code.builtinCode());
    Builtin kind = Builtin.of(builtin).orElse(Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES);
    String place = "operator " + number + " (" + kind + ")";
    List<Integer> outputs = positions(place + ": output", op.outputsLength(), op::outputs, 0);
    positions(place + ": intermediate", op.intermediatesLength(), op::intermediates, 0);
    return new LiteOp(
        kind,
        kind == Builtin.CUSTOM ? Texts.of(code.customCodeAsByteBuffer()) : newer(kind, builtin),
        code.version(),
        positions(place + ": input", op.inputsLength(), op::inputs, LiteOp.ABSENT),
        outputs,
        options(op, kind, place),
        outputs.isEmpty() ? "" : tensors.get(outputs.get(0)).name());
  }

  private static String newer(Builtin kind, int builtin) {
    return kind == Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES ? Integer.toString(builtin) : "";
  }

  private OperatorCode code(Operator op, int number) {
    long index = op.opcodeIndex();
    if (index >= model.operatorCodesLength()) {
      throw new TfliteException(
          "operator %d has operator code %d of %d", number, index, model.operatorCodesLength());
    }
    OperatorCode code = model.operatorCodes((int) index);
    if (code.version() < 1) {
      throw new TfliteException("operator code %d has version %d", index, code.version());
    }
    return code;
  }

  private Options options(Operator op, Builtin kind, String place) {
    int table = Schema.options(kind);
    int given = Byte.toUnsignedInt(op.builtinOptionsType());
    if (given != 0 && given != table && kind != Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES) {
      throw new TfliteException(
          "%s has %s, which are attributes of another operator", place, Schema.optionsName(given));
    }
    try {
      return OptionsReader.read(op, table);
    } catch (TfliteException e) {
      throw new TfliteException("%s: %s", place, e.getMessage());
    }
  }

  private List<Integer> positions(String what, int length, IntUnaryOperator element, int least) {
    List<Integer> positions = IntStream.range(0, length).map(element).boxed().toList();
    for (int position : positions) {
      if (position < least || position >= tensors.size()) {
        throw new TfliteException("%s is tensor %d of %d", what, position, tensors.size());
      }
    }
    return positions;
  }
}
