package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Random graphs that mix operators on images, on tokens and on values of up to six axes. */
final class RandomLite {
  private static final long LARGEST = 4000;
  private static final List<Op> UNARY =
      List.of(new Relu(), new Clip(0, 6), new Sigmoid(), new HardSwish());
  private static final List<Op> BINARY = List.of(new Add(), new Mul(), new Sub(), new Max());

  private final Random random;
  private final Graph.Builder builder = Graph.builder("random");
  private final List<String> values = new ArrayList<>();

  private RandomLite(long seed) {
    this.random = new Random(seed);
  }

  static Graph of(long seed) {
    return new RandomLite(seed).graph();
  }

  private Graph graph() {
    input(pick(1, 1, 2, 3), pick(1, 3, 4, 6), pick(3, 5, 6), pick(1, 4, 7));
    input(pick(1, 2), pick(4, 6), pick(3, 8));
    int nodes = 4 + random.nextInt(10);
    for (int i = 0; i < 20 * nodes && values.size() < nodes; i++) {
      attempt();
    }
    String last = values.get(values.size() - 1);
    String other = values.get(random.nextInt(values.size()));
    return builder.build(other.equals(last) ? List.of(last) : List.of(last, other));
  }

  /** Adds a node if the operands it draws fit together. */
  private void attempt() {
    int before = values.size();
    try {
      step(value());
    } catch (IrException e) {
      assertThat(values).as(e.getMessage()).hasSize(before);
    }
  }

  private void input(long... shape) {
    String name = "x" + values.size();
    builder.input(name, TensorType.of(ElementType.F32, shape));
    values.add(name);
  }

  private long pick(long... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }

  private String value() {
    int newest = random.nextInt(Math.min(3, values.size()));
    return values.get(
        random.nextBoolean() ? values.size() - 1 - newest : random.nextInt(values.size()));
  }

  private void step(String x) {
    long[] shape = builder.type(x).shape();
    int axis = random.nextInt(shape.length);
    switch (random.nextInt(14)) {
      case 0, 1 -> conv(x, shape);
      case 2 -> add(random.nextBoolean() ? maxPool() : averagePool(), x);
      case 3, 4 -> add(UNARY.get(random.nextInt(UNARY.size())), x);
      case 5 -> add(BINARY.get(random.nextInt(BINARY.size())), x, stretched(shape));
      case 6 -> add(BINARY.get(random.nextInt(BINARY.size())), x, value());
      case 7 -> add(new Softmax(axis), x);
      case 8, 9 -> add(Reshape.to(regrouped(shape)), x);
      case 10 -> transpose(x, shape.length);
      case 11 -> add(new Concat(axis), x, random.nextBoolean() ? value() : x);
      case 12 -> cut(x, shape, axis);
      default -> add(new MatMul(), x, constant(shape[shape.length - 1], pick(1, 3, 4)));
    }
  }

  private void conv(String x, long... shape) {
    if (shape.length != 4) {
      throw new IrException("%s is no image", x);
    }
    long groups = random.nextBoolean() ? 1 : shape[1];
    long kernel = pick(1, 2, 3);
    String weight = constant(groups * pick(1, 2, 3), shape[1] / groups, kernel, pick(1, 3));
    List<Long> pads = List.of(kernel / 2, pick(0, 1), pick(0, 1), 1L);
    add(new Conv(List.of(pick(1, 2), pick(1, 2)), List.of(1L, 1L), pads, groups), x, weight);
  }

  private Op maxPool() {
    List<Long> ones = List.of(1L, 1L);
    return new MaxPool(
        List.of(2L, 3L), List.of(2L, 1L), ones, List.of(0L, pick(0, 1), 0L, 1L), false);
  }

  private Op averagePool() {
    List<Long> ones = List.of(1L, 1L);
    List<Long> pads = List.of(1L, 1L, pick(0, 1), 1L);
    return new AveragePool(List.of(3L, 2L), ones, ones, pads, false, random.nextBoolean());
  }

  private void transpose(String x, int rank) {
    List<Long> permutation = new ArrayList<>(LongStream.range(0, rank).boxed().toList());
    Collections.shuffle(permutation, random);
    add(new Transpose(permutation), x);
  }

  private void cut(String x, long[] shape, int axis) {
    long part = 1L + random.nextInt((int) shape[axis]);
    List<Long> pads = new ArrayList<>(Collections.nCopies(2 * shape.length, 0L));
    pads.set(axis, pick(1, 2));
    switch (random.nextInt(4)) {
      case 0 -> add(new Pad(pads, Pad.Mode.CONSTANT, pick(0, 1)), x);
      case 1 -> add(new ReduceMean(List.of((long) axis), random.nextBoolean()), x);
      case 2 -> add(new Slice(one(axis), one(part - 1), one(shape[axis]), one(pick(1, 2))), x);
      default -> add(new Split(axis, List.of(part, shape[axis] - part)), x);
    }
  }

  private static List<Long> one(long number) {
    return List.of(number);
  }

  /** Some neighbouring axes merged, and some split or added. */
  private long[] regrouped(long... shape) {
    List<Long> dims = new ArrayList<>(Arrays.stream(shape).boxed().toList());
    int axis = random.nextInt(dims.size());
    if (random.nextBoolean() && axis + 1 < dims.size()) {
      dims.set(axis, dims.get(axis) * dims.remove(axis + 1));
    } else if (dims.size() < 6) {
      long factor = dims.get(axis) % 2 == 0 ? 2 : dims.get(axis);
      dims.set(axis, dims.get(axis) / factor);
      dims.add(axis, factor);
    }
    return dims.stream().mapToLong(dim -> dim).toArray();
  }

  /** A constant that is stretched to a shape along some axes, and may lack the first ones. */
  private String stretched(long... shape) {
    long[] own = Arrays.copyOfRange(shape, random.nextInt(shape.length), shape.length);
    for (int i = 0; i < own.length; i++) {
      own[i] = random.nextBoolean() ? 1 : own[i];
    }
    return constant(own);
  }

  private String constant(long... shape) {
    double[] numbers = random.doubles(Shapes.size(shape), -1, 1).map(d -> (float) d).toArray();
    String name = "w" + random.nextLong();
    builder.constant(name, Tensor.of(ElementType.F32, shape, numbers));
    return name;
  }

  private void add(Op op, String... operands) {
    String name = "v" + values.size();
    Node node = Node.of(op, List.of(operands), name);
    Dim size = builder.infer(node).get(0).elements();
    if (size.value() < 1 || size.value() > LARGEST) {
      throw new IrException("%s has %s elements", name, size);
    }
    builder.node(node);
    values.add(name);
  }
}
