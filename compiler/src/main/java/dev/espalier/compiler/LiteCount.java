package dev.espalier.compiler;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options.BatchMatMul;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sizes of a TFLite model.
 *
 * @param parameters floating-point constants, each counted once, without single numbers
 * @param macs multiply-accumulates of convolutions (transposed ones on input positions), linear
 *     layers and matrix products; sizes known only at run time count as 1
 */
record LiteCount(long parameters, long macs) {
  static LiteCount of(LiteModel model) {
    return new LiteCount(
        model.tensors().stream().filter(LiteCount::isWeight).mapToLong(LiteTensor::size).sum(),
        model.ops().stream().mapToLong(op -> macs(model, op)).sum());
  }

  private static boolean isWeight(LiteTensor tensor) {
    boolean number = tensor.element() == ElementType.F32 || tensor.element() == ElementType.F16;
    return tensor.isConstant() && (number || tensor.quantized()) && tensor.size() > 1;
  }

  private static long macs(LiteModel model, LiteOp op) {
    return switch (op.kind()) {
      case CONV_2D -> model.output(op).size() * area(model.input(op, 1), 1, 2, 3);
      case DEPTHWISE_CONV_2D -> model.output(op).size() * area(model.input(op, 1), 1, 2);
      case TRANSPOSE_CONV -> model.input(op, 2).size() * area(model.input(op, 1), 0, 1, 2);
      case FULLY_CONNECTED -> model.output(op).size() * area(model.input(op, 1), 1);
      case BATCH_MATMUL -> model.output(op).size() * inner(model, op);
      default -> 0;
    };
  }

  private static long area(LiteTensor weights, int... axes) {
    long area = 1;
    for (int axis : axes) {
      area *= weights.dim(axis);
    }
    return area;
  }

  /** The length of the sums of a matrix product. */
  private static long inner(LiteModel model, LiteOp op) {
    LiteTensor left = model.input(op, 0);
    boolean transposed = op.options() instanceof BatchMatMul options && options.adjX();
    return left.dim(left.rank() - (transposed ? 2 : 1));
  }

  /** The operators of a model and their versions, by name. */
  static List<CompileReport.OperatorUse> operators(LiteModel model) {
    Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
    for (LiteOp op : model.ops()) {
      counts
          .computeIfAbsent(op.name(), name -> new TreeMap<>())
          .merge(op.version(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .flatMap(
            name ->
                name.getValue().entrySet().stream()
                    .map(
                        use ->
                            new CompileReport.OperatorUse(
                                name.getKey(), use.getKey(), use.getValue())))
        .toList();
  }
}
