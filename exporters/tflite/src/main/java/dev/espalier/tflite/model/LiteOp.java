package dev.espalier.tflite.model;

import java.util.List;

/**
 * One use of an operator.
 *
 * @param custom the operator's own name when {@code kind} is {@link Builtin#CUSTOM}, or its number
 *     when it is {@link Builtin#PLACEHOLDER_FOR_GREATER_OP_CODES}, which stands for those that are
 *     newer than this program; else empty
 * @param version of the operator's definition; 1 or more
 * @param inputs positions of tensors; {@link #ABSENT} where an optional one is not given
 * @param outputs positions of tensors
 * @param node the name of the node it was made from, for messages; empty when that is not known
 */
public record LiteOp(
    Builtin kind,
    String custom,
    int version,
    List<Integer> inputs,
    List<Integer> outputs,
    Options options,
    String node) {
  /** Stands for an optional input that is not given. */
  public static final int ABSENT = -1;

  public LiteOp {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The operator's name as TFLite's tools print it. */
  public String name() {
    return switch (kind) {
      case CUSTOM -> "CUSTOM " + custom;
      case PLACEHOLDER_FOR_GREATER_OP_CODES -> "OPERATOR " + custom;
      default -> kind.name();
    };
  }

  public int input(int position) {
    return inputs.get(position);
  }

  /** Whether an input is there. */
  public boolean has(int position) {
    return position < inputs.size() && inputs.get(position) != ABSENT;
  }

  public int output() {
    return outputs.get(0);
  }

  public LiteOp withInputs(List<Integer> others) {
    return new LiteOp(kind, custom, version, others, outputs, options, node);
  }

  public LiteOp withOutputs(List<Integer> others) {
    return new LiteOp(kind, custom, version, inputs, others, options, node);
  }

  public LiteOp withOptions(Options others) {
    return new LiteOp(kind, custom, version, inputs, outputs, others, node);
  }

  public LiteOp withVersion(int other) {
    return new LiteOp(kind, custom, other, inputs, outputs, options, node);
  }
}
