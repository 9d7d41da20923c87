package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What linked operators compute, read and write as a kernel. */
final class MeasureWork {
  private static final double MEGA = 1e6;

  private final LiteModel model;
  private final List<LiteOp> ops;
  private final LiteOp first;

  /**
   * @param ops of one kernel, in the order they run
   */
  MeasureWork(LiteModel model, List<LiteOp> ops) {
    this.model = model;
    this.ops = ops;
    this.first = ops.get(0);
  }

  /**
   * The kernel; two for a product of two values, one of which is first brought into the form of
   * weights.
   */
  List<Kernel> run() {
    Optional<Convolution> convolution = ReadConvolution.of(model, first);
    Work work = convolution.map(Convolution::work).orElseGet(this::work);
    long macs = convolution.map(Convolution::macs).orElseGet(this::macs);
    Kernel kernel = new Kernel(operators(), node(), convolution, work, linkedElements(), macs);
    if (first.kind() != Builtin.BATCH_MATMUL || convolution.isPresent()) {
      return List.of(kernel);
    }
    Work conversion = Work.ofTraffic(2 * size(first.input(1)));
    return List.of(
        new Kernel(first.name() + " weights", node(), Optional.empty(), conversion, 0, 0), kernel);
  }

  private String operators() {
    return ops.stream().map(LiteOp::name).collect(Collectors.joining("+"));
  }

  private String node() {
    return first.node().isEmpty() ? first.name() : first.node();
  }

  /** What is read from memory by operators behind the first. */
  private double linkedElements() {
    Set<Integer> own = new HashSet<>(first.outputs());
    if (first.kind() == Builtin.MEAN) {
      // A normalisation reads its operand once.
      own.add(first.input(0));
    }
    double sum = 0;
    for (LiteOp op : ops.subList(1, ops.size())) {
      sum += read(op, own);
      own.addAll(op.outputs());
    }
    return sum;
  }

  /** The work of an operator that is no convolution that was measured. */
  private Work work() {
    LiteOp last = ops.get(ops.size() - 1);
    double written = last.outputs().stream().mapToDouble(this::size).sum();
    return switch (first.kind()) {
      case SLICE, STRIDED_SLICE, GATHER -> Work.ofTraffic(2 * written);
      case CONV_2D -> weighted(0, written);
      case TRANSPOSE_CONV -> weighted(2, written);
      case BATCH_MATMUL -> {
        double product = SlicedSize.of(model.output(first)) * Convolution.sliced(inner()) / MEGA;
        yield new Work(product, read(first, Set.of()) + written, 0);
      }
      default -> Work.ofTraffic(read(first, Set.of()) + written);
    };
  }

  /** A convolution in groups, backwards, or with weights that are computed. */
  private Work weighted(int data, double written) {
    LiteTensor weights = model.input(first, 1);
    int last = weights.rank() - 1;
    double elements =
        (double) weights.dim(1)
            * weights.dim(2)
            * Convolution.sliced(weights.dim(0))
            * Convolution.sliced(weights.dim(last));
    LiteTensor places = data == 0 ? model.output(first) : model.input(first, data);
    double pixels = (double) places.size() / places.dim(places.rank() - 1);
    return new Work(elements * pixels / MEGA, size(first.input(data)) + written, elements);
  }

  private long macs() {
    return switch (first.kind()) {
      case CONV_2D -> pixels(model.output(first)) * model.input(first, 1).size();
      case TRANSPOSE_CONV -> pixels(model.input(first, 2)) * model.input(first, 1).size();
      case BATCH_MATMUL -> model.output(first).size() * inner();
      default -> 0;
    };
  }

  private static long pixels(LiteTensor image) {
    return image.size() / image.dim(image.rank() - 1);
  }

  private int inner() {
    LiteTensor a = model.input(first, 0);
    boolean adjoint = first.options() instanceof Options.BatchMatMul o && o.adjX();
    return a.dim(a.rank() - (adjoint ? 2 : 1));
  }

  /** Elements of operands that come from memory: values, and constants of their size. */
  private double read(LiteOp op, Set<Integer> own) {
    return op.inputs().stream()
        .filter(input -> input != LiteOp.ABSENT && !own.contains(input))
        .filter(i -> !model.tensor(i).isConstant() || Elementwise.isMap(model, op, i))
        .mapToDouble(this::size)
        .sum();
  }

  private double size(int tensor) {
    return SlicedSize.of(model.tensor(tensor));
  }
}
