package dev.espalier.tflite.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution or fully connected operator adds the constant behind it to its bias.
 *
 * <pre>
 * %a = CONV_2D(%x, %w, b)  |  %y = CONV_2D(%x, %w, b + c)
 * %y = ADD(%a, c)          |
 * </pre>
 *
 * Not when somebody else reads {@code %a}, nor when one of them applies a function, nor when {@code
 * c} is not one number or one per channel.
 */
final class FuseBias {
  /** The inputs that are added to each channel. */
  private static final Map<Builtin, Integer> BIAS =
      Map.of(
          Builtin.CONV_2D, 2,
          Builtin.DEPTHWISE_CONV_2D, 2,
          Builtin.FULLY_CONNECTED, 2,
          Builtin.TRANSPOSE_CONV, 3);

  private FuseBias() {}

  static LiteModel run(LiteModel model) {
    Editor editor = new Editor(model);
    for (int i = 0; i < editor.size(); i++) {
      LiteOp add = editor.op(i);
      if (add.kind() == Builtin.ADD && isPlain(add) && editor.isReadOnce(add.input(0))) {
        int reader = i;
        editor
            .producer(add, 0)
            .filter(product -> BIAS.containsKey(product.kind()) && isPlain(product))
            .flatMap(product -> fused(editor, product, add))
            .ifPresent(fused -> editor.mergeInto(fused, reader));
      }
    }
    return editor.build();
  }

  private static boolean isPlain(LiteOp op) {
    return op.options().activation() == Activation.NONE;
  }

  private static Optional<LiteOp> fused(Editor editor, LiteOp product, LiteOp add) {
    Optional<Tensor> constant = editor.constant(add, 1);
    int place = BIAS.get(product.kind());
    Optional<Tensor> bias = editor.constant(product, place);
    if (constant.isEmpty() || bias.isEmpty() || !isPerResult(constant.get(), bias.get().size())) {
      return Optional.empty();
    }
    double[] added = constant.get().toDoubles();
    double[] sums = bias.get().toDoubles();
    Arrays.setAll(sums, i -> sums[i] + added[added.length == 1 ? 0 : i]);
    Tensor sum = Tensor.of(ElementType.F32, bias.get().shape(), sums);
    int fresh = editor.constant(editor.tensor(add.output()).name() + "/bias", sum);
    List<Integer> inputs = new ArrayList<>(product.inputs());
    inputs.set(place, fresh);
    return Optional.of(product.withInputs(inputs));
  }

  private static boolean isPerResult(Tensor constant, long results) {
    boolean last = constant.rank() > 0 && constant.dim(constant.rank() - 1) == results;
    return constant.size() == 1 || last && constant.size() == results;
  }
}
