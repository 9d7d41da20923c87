package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.text.SeededTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A random network in the making: what is there so far, and the choices of its seed. */
final class RandomSupernetDraft {
  /** The sizes that symbolic dims take when the network is run. */
  static final Map<String, Long> SIZES = Map.of("N", 2L, "C", 4L, "H", 6L, "W", 5L, "L", 4L);

  private static final int WEIGHT_SEEDS = 40;
  private static final Map<String, Tensor> WEIGHTS = new ConcurrentHashMap<>();

  private final Random random;
  private final Graph.Builder graph = Graph.builder("g");
  private final List<String> values = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private int next;

  RandomSupernetDraft(long seed) {
    this.random = new Random(seed);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  long between(long least, long most) {
    return least + below((int) (most - least + 1));
  }

  @SafeVarargs
  final <T> T oneOf(T... all) {
    return all[below(all.length)];
  }

  long[] several(int count, long... all) {
    return IntStream.range(0, count).mapToLong(i -> all[below(all.length)]).toArray();
  }

  TensorType type(String value) {
    return graph.type(value);
  }

  Dim dim(String value, int axis) {
    return type(value).dim(axis);
  }

  /** The size of an axis when the network is run. */
  long size(String value, int axis) {
    return dim(value, axis).evaluate(SIZES);
  }

  /** The number of channels of an image [N,C,H,W]. */
  long channels(String image) {
    return dim(image, 1).value();
  }

  String input(TensorType type) {
    String name = "x" + next++;
    graph.input(name, type);
    values.add(name);
    return name;
  }

  String emit(Op op, String... operands) {
    return emit(op, 1, operands).get(0);
  }

  List<String> emit(Op op, int results, String... operands) {
    List<String> names = IntStream.range(0, results).mapToObj(i -> "v" + next++).toList();
    graph.node(new Node("", op, List.of(operands), names));
    read.addAll(List.of(operands));
    return names;
  }

  /** Makes a value known to later structures; returns it. */
  String offer(String value) {
    values.add(value);
    return value;
  }

  /** A value of some type, mostly a recent one; empty if there is none. */
  Optional<String> pick(Predicate<TensorType> fits) {
    List<String> all = values.stream().filter(v -> fits.test(type(v))).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int recent = chance(15) ? all.size() : Math.min(all.size(), 4);
    return Optional.of(all.get(all.size() - 1 - below(recent)));
  }

  /** The values that nothing reads so far. */
  List<String> unread() {
    return values.stream().filter(value -> !read.contains(value)).distinct().toList();
  }

  /** An image [N,C,H,W] whose channels are counted. */
  Optional<String> image() {
    return pick(RandomSupernetDraft::isImage);
  }

  /** A sequence [N,L,C]. */
  Optional<String> tokens() {
    return pick(type -> type.rank() == 3 && type.dim(2).isConstant());
  }

  static boolean isImage(TensorType type) {
    return type.rank() == 4 && type.dim(1).isConstant();
  }

  /**
   * Weights around 0 that keep the magnitude of what they are summed with, and have few digits.
   *
   * @param fanIn how many products are summed
   */
  String weight(long fanIn, long... shape) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(fanIn);
    return weight(-1, Math.pow(0.5, Math.max(0, bits / 2 - 1)), shape);
  }

  /** A bias or an offset. */
  String bias(long... shape) {
    return weight(-1, 1, shape);
  }

  /** Numbers from 1/4 to 9/4. */
  String positive(long... shape) {
    return weight(0.25, 1, shape);
  }

  private String weight(double least, double scale, long... shape) {
    int seed = below(WEIGHT_SEEDS);
    TensorType type = TensorType.of(ElementType.F64, shape);
    String key = type + " " + seed + " " + least + " " + scale;
    return constant(WEIGHTS.computeIfAbsent(key, k -> rounded(type, seed, least, scale)));
  }

  private static Tensor rounded(TensorType type, int seed, double least, double scale) {
    double[] values = SeededTensor.of(type, seed).toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (least + Math.rint(16 * (values[i] + 1)) / 16);
    }
    return Tensor.of(ElementType.F64, type.shape(), values);
  }

  /** Numbers that are 0 or 1, about a third of them 0, sometimes all. */
  String bits(long... shape) {
    int off = chance(12) ? 100 : 35;
    return constant(IntStream.range(0, size(shape)).mapToDouble(i -> chance(off) ? 0 : 1), shape);
  }

  String constant(DoubleStream values, long... shape) {
    return constant(Tensor.of(ElementType.F64, shape, values.toArray()));
  }

  private static int size(long... shape) {
    return Math.toIntExact(Shapes.size(shape));
  }

  String constant(Tensor tensor) {
    String name = "c" + next++;
    graph.constant(name, tensor);
    return name;
  }

  Graph build(List<String> outputs) {
    return graph.build(outputs);
  }
}
