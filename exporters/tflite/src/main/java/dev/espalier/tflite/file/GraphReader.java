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
import org.tensorflow.lite.schema.SubGraph;

/** Reads one graph of a file whose tables are known to be in range. */
final class GraphReader {
  private final SubGraph graph;
  private final List<KnownCode> codes;
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();

  GraphReader(Model model, int number, List<KnownCode> codes) {
    this.graph = model.subgraphs(number);
    this.codes = codes;
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
    if (op.opcodeIndex() >= codes.size()) {
      throw new TfliteException(
          "operator %d has operator code %d of %d", number, op.opcodeIndex(), codes.size());
    }
    KnownCode code = codes.get((int) op.opcodeIndex());
    String place = "operator " + number + " (" + code.kind() + ")";
    List<Integer> outputs = positions(place + ": output", op.outputsLength(), op::outputs, 0);
    positions(place + ": intermediate", op.intermediatesLength(), op::intermediates, 0);
    return new LiteOp(
        code.kind(),
        code.name(),
        code.version(),
        positions(place + ": input", op.inputsLength(), op::inputs, LiteOp.ABSENT),
        outputs,
        options(op, code.kind(), place),
        outputs.isEmpty() ? "" : tensors.get(outputs.get(0)).name());
  }

  private Options options(Operator op, Builtin kind, String place) {
    int table = Schema.options(kind);
    int given = Byte.toUnsignedInt(op.builtinOptionsType());
    if (given != 0 && given != table && kind != Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES) {
      throw new TfliteException(
          "%s has %s, which are attributes of another operator", place, Schema.optionsName(given));
    }
    if (kind == Builtin.CUSTOM && op.customOptionsLength() > 0) {
      return new Options.Other("custom options");
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
