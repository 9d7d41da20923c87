package dev.espalier.tflite.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.util.Map;
import java.util.Optional;

/**
 * An operator applies the activation behind it.
 *
 * <pre>
 * %a = CONV_2D(%x, ...)  |  %y = CONV_2D(%x, ...) {activation=RELU6}
 * %y = RELU6(%a)         |
 * </pre>
 *
 * Not when somebody else reads {@code %a}, nor when its operator applies a function already; not
 * into a transposed convolution, which GPUs then leave to the CPU.
 */
final class FuseActivation {
  private static final Map<Builtin, Activation> FUNCTIONS =
      Map.of(
          Builtin.RELU, Activation.RELU,
          Builtin.RELU6, Activation.RELU6,
          Builtin.RELU_N1_TO_1, Activation.RELU_N1_TO_1);

  private FuseActivation() {}

  static LiteModel run(LiteModel model) {
    Editor editor = new Editor(model);
    for (int i = 0; i < editor.size(); i++) {
      LiteOp op = editor.op(i);
      Activation function = FUNCTIONS.get(op.kind());
      if (function != null && editor.isReadOnce(op.input(0))) {
        int reader = i;
        producer(editor, op)
            .flatMap(made -> with(function, made))
            .ifPresent(fused -> editor.mergeInto(fused, reader));
      }
    }
    return editor.build();
  }

  private static Optional<LiteOp> producer(Editor editor, LiteOp op) {
    boolean floats = editor.tensor(op.input(0)).element() == ElementType.F32;
    return floats ? editor.producer(op, 0) : Optional.empty();
  }

  private static Optional<LiteOp> with(Activation function, LiteOp op) {
    return op.options().activation() == Activation.NONE
        ? options(op.options(), function).map(op::withOptions)
        : Optional.empty();
  }

  private static Optional<Options> options(Options options, Activation function) {
    if (options instanceof Options.Conv2D o) {
      return Optional.of(
          new Options.Conv2D(
              o.padding(), o.strideW(), o.strideH(), o.dilationW(), o.dilationH(), function));
    }
    if (options instanceof Options.DepthwiseConv2D o) {
      return Optional.of(
          new Options.DepthwiseConv2D(
              o.padding(),
              o.strideW(),
              o.strideH(),
              o.dilationW(),
              o.dilationH(),
              o.depthMultiplier(),
              function));
    }
    if (options instanceof Options.Pool2D o) {
      return Optional.of(
          new Options.Pool2D(
              o.padding(), o.strideW(), o.strideH(), o.filterWidth(), o.filterHeight(), function));
    }
    if (options instanceof Options.FullyConnected o) {
      return Optional.of(new Options.FullyConnected(function, o.keepNumDims()));
    }
    if (options instanceof Options.Add) {
      return Optional.of(new Options.Add(function));
    }
    if (options instanceof Options.Mul) {
      return Optional.of(new Options.Mul(function));
    }
    if (options instanceof Options.Sub) {
      return Optional.of(new Options.Sub(function));
    }
    if (options instanceof Options.Div) {
      return Optional.of(new Options.Div(function));
    }
    return Optional.empty();
  }
}
