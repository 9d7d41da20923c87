package dev.espalier.tflite.weights;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.LintRule;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stores weights in half of their bytes: float constants become 16-bit floats, and a DEQUANTIZE
 * before their first use makes 32-bit floats of them again, as TFLite's own converter does it. GPUs
 * and XNNPACK take such weights as they are.
 *
 * <pre>
 * CONV_2D(%x, f32[16,3,3,3], f32[16]) | %w = DEQUANTIZE(f16[16,3,3,3]); CONV_2D(%x, %w, f32[16])
 * </pre>
 *
 * <p>Scalars, constants of less than {@value #LEAST} elements, biases, and constants that the graph
 * returns stay as they are; so do those with values that a 16-bit float cannot hold.
 */
public final class StoreWeightsAsHalf {
  private static final LintRule OVERFLOW =
      new LintRule(
          "fp16/overflow",
          Lint.Level.WARNING,
          "a weight has values above 65504, where 16-bit floats end",
          "rescale the layer");

  private static final LintRule UNDERFLOW =
      new LintRule(
          "fp16/underflow",
          Lint.Level.WARNING,
          "a weight has values so small that 16-bit floats lose them",
          "rescale the layer if they matter");

  /** Smaller constants would hardly save more than their DEQUANTIZE costs. */
  private static final int LEAST = 16;

  private static final int DEQUANTIZE_OF_HALF = 3;

  private final LiteModel model;
  private final List<LiteTensor> tensors;
  private final List<LiteOp> ops = new ArrayList<>();
  private final List<Lint> lints = new ArrayList<>();
  private final BitSet kept = new BitSet();

  /** The model, and warnings about weights whose values do not survive. */
  public record Result(LiteModel model, List<Lint> lints) {
    public Result {
      lints = List.copyOf(lints);
    }
  }

  /** What its warnings are about. */
  public static List<LintRule> rules() {
    return List.of(OVERFLOW, UNDERFLOW);
  }

  private StoreWeightsAsHalf(LiteModel model) {
    this.model = model;
    this.tensors = new ArrayList<>(model.tensors());
    model.outputs().forEach(port -> kept.set(port.tensor()));
    model.ops().forEach(op -> bias(op).ifPresent(kept::set));
  }

  public static Result run(LiteModel model) {
    return new StoreWeightsAsHalf(model).run();
  }

  private Result run() {
    for (LiteOp op : model.ops()) {
      for (int input : op.inputs()) {
        if (input != LiteOp.ABSENT && !kept.get(input)) {
          kept.set(input);
          store(input);
        }
      }
      ops.add(op);
    }
    return new Result(model.with(tensors, ops), lints);
  }

  private static Optional<Integer> bias(LiteOp op) {
    int position =
        switch (op.kind()) {
          case CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED -> 2;
          case TRANSPOSE_CONV -> 3;
          default -> Integer.MAX_VALUE;
        };
    return op.has(position) ? Optional.of(op.input(position)) : Optional.empty();
  }

  private void store(int position) {
    LiteTensor tensor = tensors.get(position);
    Optional<Tensor> data =
        tensor.data().filter(d -> d.element() == ElementType.F32).filter(d -> d.rank() > 0);
    if (data.isEmpty() || data.get().size() < LEAST || !fits(tensor.name(), data.get())) {
      return;
    }
    tensors.set(position, LiteTensor.value(tensor.name(), ElementType.F32, tensor.shape()));
    tensors.add(LiteTensor.constant(tensor.name() + "_f16", data.get().convert(ElementType.F16)));
    ops.add(
        new LiteOp(
            Builtin.DEQUANTIZE,
            "",
            DEQUANTIZE_OF_HALF,
            List.of(tensors.size() - 1),
            List.of(position),
            new Options.None(),
            tensor.name()));
  }

  private boolean fits(String name, Tensor data) {
    HalfRange range = HalfRange.of(data);
    if (range.above() > 0) {
      warn(
          OVERFLOW,
          name,
          "%d of %d values of the weight are above 65504 in magnitude, which 16-bit floats cannot"
              + " hold: it is stored as f32, and GPUs that compute in fp16 will overflow; rescale"
              + " the layer",
          range.above(),
          data.size());
    }
    if (range.below() > 0) {
      warn(
          UNDERFLOW,
          name,
          "%d of %d values of the weight are below 6e-8 in magnitude, but not 0, which 16-bit"
              + " floats round to 0 or to 6e-8; rescale the layer if they matter",
          range.below(),
          data.size());
    }
    return range.above() == 0;
  }

  private void warn(LintRule rule, String name, String format, Object... arguments) {
    String message = String.format(Locale.ROOT, format, arguments);
    lints.add(new Lint(rule.id(), rule.level(), name, message));
  }
}
