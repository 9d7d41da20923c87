package dev.espalier.tflite.gpu;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Runs small graphs with the meaning that TFLite gives them, or with the one that its GPU delegate
 * is known to give them: padding merged into windows whatever its value, maxima from -10000,
 * adjoint flags ignored, axes of tensors of rank 3 taken for [B,W,C].
 */
final class Emulator {
  /** Whose meaning. */
  enum Semantics {
    CPU,
    GPU
  }

  private static final double LOWEST = -Float.MAX_VALUE;

  private final LiteModel model;
  private final boolean gpu;
  private final Map<Integer, double[]> values = new HashMap<>();

  private Emulator(LiteModel model, Semantics semantics) {
    this.model = model;
    this.gpu = semantics == Semantics.GPU;
  }

  /** The outputs for these inputs. */
  static List<double[]> run(LiteModel model, Semantics semantics, List<double[]> inputs) {
    Emulator run = new Emulator(model, semantics);
    for (int i = 0; i < inputs.size(); i++) {
      run.values.put(model.inputs().get(i).tensor(), inputs.get(i));
    }
    for (int i = 0; i < model.tensors().size(); i++) {
      int tensor = i;
      model.tensor(i).data().ifPresent(data -> run.values.put(tensor, data.toDoubles()));
    }
    model.ops().forEach(op -> run.values.put(op.output(), run.activated(op)));
    return model.outputs().stream().map(port -> run.values.get(port.tensor())).toList();
  }

  private double[] value(LiteOp op, int position) {
    return values.get(op.input(position));
  }

  private double[] activated(LiteOp op) {
    double[] result = compute(op);
    return switch (op.options().activation()) {
      case NONE -> result;
      case RELU -> Arrays.stream(result).map(x -> Math.max(x, 0)).toArray();
      case RELU6 -> Arrays.stream(result).map(x -> Math.min(Math.max(x, 0), 6)).toArray();
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  private double[] compute(LiteOp op) {
    return switch (op.kind()) {
      case RELU -> each(op, x -> Math.max(x, 0));
      case TANH -> each(op, Math::tanh);
      case RESHAPE -> value(op, 0);
      case ADD -> combined(op, Double::sum);
      case MUL -> combined(op, (a, b) -> a * b);
      case PAD, PADV2 -> pad(op);
      case BATCH_MATMUL -> product(op);
      case CONV_2D, DEPTHWISE_CONV_2D, MAX_POOL_2D, AVERAGE_POOL_2D -> windows(op);
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  private double[] each(LiteOp op, DoubleUnaryOperator function) {
    return Arrays.stream(value(op, 0)).map(function).toArray();
  }

  private double[] combined(LiteOp op, DoubleBinaryOperator function) {
    int[] shape = sizes(model.output(op));
    double[] result = new double[count(shape)];
    for (int i = 0; i < result.length; i++) {
      int[] at = place(shape, i);
      result[i] =
          function.applyAsDouble(value(op, 0)[offset(op, 0, at)], value(op, 1)[offset(op, 1, at)]);
    }
    return result;
  }

  /** Where an operand is read for a place [N,H,W,C] of the result. */
  private int offset(LiteOp op, int position, int[] at) {
    LiteTensor operand = model.input(op, position);
    List<Integer> shape = operand.shape();
    int[] axes = gpu ? delegateAxes(operand) : lastAxes(shape.size());
    int offset = 0;
    for (int i = 0; i < axes.length; i++) {
      int size = shape.get(i);
      offset = offset * size + (size == 1 ? 0 : at[axes[i]]);
    }
    return Math.min(offset, (int) operand.size() - 1);
  }

  private static int[] lastAxes(int rank) {
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> i + 4 - rank);
    return axes;
  }

  /** Constants of one axis are per channel; otherwise 1-D is B, 2-D BC, 3-D BWC. */
  private static int[] delegateAxes(LiteTensor operand) {
    return switch (operand.rank()) {
      case 1 -> new int[] {operand.isConstant() ? 3 : 0};
      case 2 -> new int[] {0, 3};
      case 3 -> new int[] {0, 2, 3};
      default -> lastAxes(operand.rank());
    };
  }

  private double[] pad(LiteOp op) {
    double filling = op.kind() == Builtin.PAD ? 0 : value(op, 2)[0];
    int[] in = sizes(model.input(op, 0));
    int[] out = sizes(model.output(op));
    double[] pads = value(op, 1);
    boolean shifted = gpu && pads.length == 6;
    double[] result = new double[count(out)];
    for (int i = 0; i < result.length; i++) {
      int[] at = place(out, i);
      boolean inside = !shifted;
      int offset = 0;
      for (int axis = 0; axis < in.length; axis++) {
        int cell = at[axis] - (int) pads[2 * axis];
        inside &= cell >= 0 && cell < in[axis];
        offset = offset * in[axis] + cell;
      }
      result[i] = inside ? value(op, 0)[offset] : filling;
    }
    return result;
  }

  private double[] product(LiteOp op) {
    Options.BatchMatMul options = (Options.BatchMatMul) op.options();
    int[] out = sizes(model.output(op));
    int inner = sizes(model.input(op, 0))[3];
    double[] a = value(op, 0);
    double[] b = value(op, 1);
    double[] result = new double[count(out)];
    for (int i = 0; i < result.length; i++) {
      int column = i % out[3];
      int row = i / out[3];
      int batch = row / out[2] * inner * out[3];
      for (int k = 0; k < inner; k++) {
        boolean turned = options.adjY() && !gpu;
        result[i] +=
            a[row * inner + k] * b[batch + (turned ? column * inner + k : k * out[3] + column)];
      }
    }
    return result;
  }

  /** The operator's windows over what it reads, or on the GPU over what stands before its pads. */
  private double[] windows(LiteOp op) {
    Windowed window = Windowed.of(model, op);
    int source = op.input(0);
    for (LiteOp pad : gpu ? mergedPads(op) : List.<LiteOp>of()) {
      window = window.padded(value(pad, 1));
      source = pad.input(0);
    }
    double[] x = values.get(source);
    int[] in = sizes(model.tensor(source));
    int[] out = sizes(model.output(op));
    double[] result = new double[count(out)];
    for (int i = 0; i < result.length; i++) {
      result[i] = cell(op, window, x, in, place(out, i));
    }
    return result;
  }

  private double cell(LiteOp op, Windowed window, double[] x, int[] in, int[] at) {
    double most = gpu ? -10000 : LOWEST;
    double sum = 0;
    int valid = 0;
    for (int dy = 0; dy < window.height(); dy++) {
      for (int dx = 0; dx < window.width(); dx++) {
        int y = at[1] * window.stride() + dy - window.top();
        int z = at[2] * window.stride() + dx - window.left();
        if (y >= 0 && y < in[1] && z >= 0 && z < in[2]) {
          int pixel = ((at[0] * in[1] + y) * in[2] + z) * in[3];
          valid++;
          sum += weighted(op, window, x, pixel, in[3], at[3], dy * window.width() + dx);
          most = Math.max(most, op.kind() == Builtin.MAX_POOL_2D ? x[pixel + at[3]] : LOWEST);
        }
      }
    }
    return switch (op.kind()) {
      case MAX_POOL_2D -> most;
      case AVERAGE_POOL_2D -> sum / valid;
      default -> sum + value(op, 2)[at[3]];
    };
  }

  private double weighted(
      LiteOp op, Windowed window, double[] x, int pixel, int channels, int out, int cell) {
    if (op.kind() == Builtin.DEPTHWISE_CONV_2D) {
      return x[pixel + out] * value(op, 1)[cell * channels + out];
    }
    if (op.kind() != Builtin.CONV_2D) {
      return x[pixel + out];
    }
    double sum = 0;
    int cells = window.height() * window.width();
    for (int c = 0; c < channels; c++) {
      sum += x[pixel + c] * value(op, 1)[(out * cells + cell) * channels + c];
    }
    return sum;
  }

  /** Pads of height and width only, each read by nothing but the next operator. */
  private List<LiteOp> mergedPads(LiteOp op) {
    List<LiteOp> pads = new ArrayList<>();
    LiteOp last = op;
    while (true) {
      int source = last.input(0);
      List<LiteOp> producers =
          model.ops().stream().filter(o -> o.output() == source && isMergeable(o)).toList();
      long readers = model.ops().stream().filter(o -> o.inputs().contains(source)).count();
      if (producers.isEmpty() || readers != 1) {
        return pads;
      }
      last = producers.get(0);
      pads.add(last);
    }
  }

  private boolean isMergeable(LiteOp op) {
    if (op.kind() != Builtin.PAD && op.kind() != Builtin.PADV2) {
      return false;
    }
    double[] pads = value(op, 1);
    return pads.length == 8 && pads[0] == 0 && pads[1] == 0 && pads[6] == 0 && pads[7] == 0;
  }

  private static int[] sizes(LiteTensor tensor) {
    return tensor.shape().stream().mapToInt(Integer::intValue).toArray();
  }

  private static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static int[] place(int[] shape, int index) {
    int[] at = new int[shape.length];
    int left = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = left % shape[axis];
      left /= shape[axis];
    }
    return at;
  }
}
