package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators on two tensors, element by element: which pairs of shapes and constants go wrong. */
final class SumTraps {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("broadcast", SumTraps::broadcast),
          entry("larger-operand", SumTraps::largerOperand),
          entry("small-first", SumTraps::smallFirst),
          entry("mixed-rank-broadcast", SumTraps::mixedRank),
          entry("bmm-broadcast-add", SumTraps::afterProduct),
          entry("const-map", SumTraps::constantMap),
          entry("add-tiny-const", SumTraps::tiny));

  /** The smallest number that half precision holds with all its digits. */
  private static final double SMALLEST_NORMAL_HALF = 0x1p-14;

  private SumTraps() {}

  private static Finding pair(Site site, Rule rule) {
    return rule.found(
        "%s of %s and %s", site.op().name(), site.input(0).type(), site.input(1).type());
  }

  private static Optional<Finding> broadcast(Site site) {
    LiteTensor a = site.input(0);
    LiteTensor b = site.input(1);
    boolean first = a.rank() >= b.rank();
    boolean taken =
        a.rank() == b.rank()
            || Math.min(a.rank(), b.rank()) <= 1
            || stretches(first ? a.shape() : b.shape(), first ? b.shape() : a.shape());
    return taken ? Optional.empty() : Optional.of(pair(site, Rule.BROADCAST_PATTERN));
  }

  /** The pairs of different rank that the delegate's parser lists. */
  private static boolean stretches(List<Integer> large, List<Integer> small) {
    if (large.size() != 4) {
      return false;
    }
    boolean single = large.get(0) == 1;
    return (single && small.size() == 3)
        || (single && small.equals(List.of(1, 1)))
        || (small.size() == 2 && small.equals(List.of(large.get(0), large.get(3))));
  }

  private static Optional<Finding> largerOperand(Site site) {
    LiteTensor a = site.input(0);
    LiteTensor b = site.input(1);
    boolean crossed = a.rank() == b.rank() && isLessSomewhere(a, b) && isLessSomewhere(b, a);
    return crossed ? Optional.of(pair(site, Rule.BROADCAST_PATTERN)) : Optional.empty();
  }

  private static boolean isLessSomewhere(LiteTensor a, LiteTensor b) {
    return IntStream.range(0, a.rank()).anyMatch(axis -> a.dim(axis) < b.dim(axis));
  }

  /** Operands that swap without a change, the smaller one first, keep it from being fused. */
  private static Optional<Finding> smallFirst(Site site) {
    boolean computed = site.isRuntime(0) && site.isRuntime(1);
    boolean small = site.input(0).size() < site.input(1).size();
    return computed && small
        ? Optional.of(
            pair(site, Rule.BROADCAST_PATTERN)
                .at(Level.WARNING)
                .withRemedy("swap the operands, so that the operator joins the one before it"))
        : Optional.empty();
  }

  private static Optional<Finding> mixedRank(Site site) {
    LiteTensor a = site.input(0);
    LiteTensor b = site.input(1);
    boolean mixed = a.rank() != b.rank() && !isScalar(a) && !isScalar(b);
    return mixed ? Optional.of(pair(site, Rule.MIXED_RANK_BROADCAST)) : Optional.empty();
  }

  private static boolean isScalar(LiteTensor tensor) {
    return tensor.rank() <= 1 && tensor.size() == 1;
  }

  private static Optional<Finding> afterProduct(Site site) {
    boolean product =
        IntStream.range(0, 2)
            .mapToObj(site::producer)
            .flatMap(Optional::stream)
            .anyMatch(before -> before.op().kind() == Builtin.BATCH_MATMUL);
    boolean stretched = !site.input(0).shape().equals(site.input(1).shape());
    return product && stretched
        ? Optional.of(pair(site, Rule.BMM_BROADCAST_ADD))
        : Optional.empty();
  }

  private static Optional<Finding> constantMap(Site site) {
    return IntStream.range(0, 2)
        .filter(site::isConstant)
        .mapToObj(site::input)
        .filter(SumTraps::isMap)
        .findFirst()
        .map(
            map ->
                Rule.CONST_MAP.found(
                    "%s by a constant %s of %d bytes", site.op().name(), map.type(), map.bytes()));
  }

  private static boolean isMap(LiteTensor tensor) {
    return tensor.rank() >= 3
        && IntStream.range(1, tensor.rank() - 1).anyMatch(axis -> tensor.dim(axis) > 1);
  }

  private static Optional<Finding> tiny(Site site) {
    return IntStream.range(0, 2)
        .mapToObj(site::constant)
        .flatMap(Optional::stream)
        .filter(SumTraps::isTiny)
        .findFirst()
        .map(
            constant ->
                Rule.ADD_TINY_CONST.found(
                    "%s by at most %s", site.op().name(), Range.text(Constants.largest(constant))));
  }

  private static boolean isTiny(Tensor constant) {
    double largest = Constants.largest(constant);
    return largest > 0 && largest < SMALLEST_NORMAL_HALF;
  }
}
