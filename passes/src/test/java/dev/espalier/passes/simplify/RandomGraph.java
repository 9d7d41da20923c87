package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operands;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** A random graph of operators that move elements about, in double, with a symbolic batch. */
final class RandomGraph {
  private static final int NODES = 40;
  private static final int LARGEST = 4000;

  private final Random random;
  private final Graph.Builder builder = Graph.builder("random");
  private final List<String> values = new ArrayList<>();
  private int names;

  private RandomGraph(long seed) {
    this.random = new Random(seed);
  }

  static Graph of(long seed) {
    return new RandomGraph(seed).make();
  }

  private Graph make() {
    for (String dims : List.of("N,6,4,2", "4,6", "N,6,1,1")) {
      String name = "x" + names++;
      builder.input(name, TensorType.parse("f64[" + dims + "]"));
      values.add(name);
    }
    constant(0);
    constant(1);
    constant(random.nextInt(5) - 2);
    for (int i = 0; i < NODES; i++) {
      tryNode();
    }
    Collections.shuffle(values, random);
    return builder.build(values.subList(0, 3));
  }

  private void constant(double value) {
    String name = "c" + names++;
    long[] shape = pick(List.of(new long[0], new long[] {1}, new long[] {6, 1, 1}));
    builder.constant(name, Tensor.filled(ElementType.F64, shape, value));
    values.add(name);
  }

  /** Adds a node unless its operands do not fit, or the result would be large. */
  private void tryNode() {
    String x = pick(values);
    TensorType type = builder.type(x);
    Op op = operator(type);
    List<String> operands = new ArrayList<>(List.of(x));
    for (int i = 1; i < op.arity().required() || op instanceof Concat && i < 3; i++) {
      operands.add(pick(values));
    }
    int results = op instanceof Split split ? split.sizes().size() : 1;
    List<String> made = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      made.add("v" + names++);
    }
    Node node = new Node("", op, operands, made);
    try {
      if (type.rank() > 0 && infer(node).stream().allMatch(RandomGraph::isSmall)) {
        builder.node(node);
        values.addAll(made);
      }
    } catch (IrException e) {
      names++;
    }
  }

  /** The types of the results; dims that are only assumed to be equal do not fit. */
  private List<TensorType> infer(Node node) {
    List<Optional<TensorType>> types =
        node.operands().stream().map(o -> Optional.of(builder.type(o))).toList();
    return node.op()
        .infer(
            new Operands(
                types,
                (a, b) -> {
                  throw new IrException("%s and %s may differ", a, b);
                }));
  }

  private static boolean isSmall(TensorType type) {
    return type.rank() < 6
        && type.dims().stream().noneMatch(d -> d.isConstant() && d.value() == 0)
        && type.elements().substitute(Map.of("N", Dim.of(2))).value() < LARGEST;
  }

  private Op operator(TensorType type) {
    int rank = type.rank();
    int axis = rank == 0 ? 0 : random.nextInt(rank);
    Dim dim = rank == 0 ? Dim.of(1) : type.dim(axis);
    long size = dim.isConstant() ? dim.value() : 2;
    return switch (random.nextInt(17)) {
      case 0 -> new Identity();
      case 1 -> new Neg();
      case 2 -> new Relu();
      case 3 -> pick(List.of(new Add(), new Sub()));
      case 4, 5 -> pick(List.of(new Mul(), new Add()));
      case 6 -> new Concat(axis);
      case 7, 8 -> slice(axis, size);
      case 9 -> new IndexSelect(axis, indices(size));
      case 10 -> new Split(axis, size == 1 ? List.of(1L) : List.of(1L, size - 1));
      case 11 -> new Expand(type.dims());
      case 12 -> new Tile(Collections.nCopies(rank, 1L));
      case 13 -> pad(rank, axis);
      case 14 -> new Transpose(permutation(rank));
      case 15 -> new ReduceSum(List.of((long) axis), random.nextBoolean());
      default -> reshape(type, axis);
    };
  }

  private Op slice(int axis, long size) {
    long start = random.nextInt((int) size);
    long end = pick(List.of(size, start + 1, Long.MAX_VALUE, -1L));
    long step = 1L + random.nextInt(2);
    return new Slice(List.of((long) axis), List.of(start), List.of(end), List.of(step));
  }

  private List<Long> indices(long size) {
    List<Long> indices = new ArrayList<>(LongStream.range(0, size).boxed().toList());
    if (random.nextBoolean()) {
      Collections.shuffle(indices, random);
    }
    return indices.subList(0, 1 + random.nextInt(indices.size()));
  }

  private Op pad(int rank, int axis) {
    List<Long> pads = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
    if (rank > 0) {
      pads.set(axis, (long) random.nextInt(2));
      pads.set(rank + axis, (long) random.nextInt(2));
    }
    return new Pad(pads, Pad.Mode.CONSTANT, random.nextInt(2));
  }

  private List<Long> permutation(int rank) {
    List<Long> axes = new ArrayList<>(LongStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    return axes;
  }

  /** Splits an axis of 6 or 4 into two factors, merges two axes, or keeps the shape. */
  private Op reshape(TensorType type, int axis) {
    List<Dim> dims = new ArrayList<>(type.dims());
    if (!dims.isEmpty() && dims.get(axis).isConstant() && dims.get(axis).value() % 2 == 0) {
      dims.add(axis, Dim.of(2));
      dims.set(axis + 1, dims.get(axis + 1).floorDiv(2));
    } else if (axis + 1 < dims.size()) {
      dims.set(axis, dims.get(axis).times(dims.remove(axis + 1)));
    }
    return new Reshape(dims);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
