package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which element types, ranks and sizes the delegate takes. Constants may have any type. */
final class TypeChecks {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("static", TypeChecks::staticSizes),
          entry("rank", TypeChecks::rank),
          entry("rank-3-or-4", TypeChecks::rank3or4),
          entry("float", site -> types(site, TypeChecks::isFloat, TypeChecks::isFloat)),
          entry("float-to-bool", site -> types(site, TypeChecks::isFloat, TypeChecks::isBool)),
          entry("bool", site -> types(site, TypeChecks::isBool, TypeChecks::isBool)),
          entry("cast", TypeChecks::cast),
          entry("gather", TypeChecks::gather),
          entry("select", TypeChecks::select),
          entry("one-hot", TypeChecks::oneHot));

  private static final int MAX_RANK = 4;

  private TypeChecks() {}

  private static boolean isFloat(LiteTensor tensor) {
    boolean is = tensor.element() == ElementType.F32 || tensor.element() == ElementType.F16;
    return is && !tensor.quantized();
  }

  private static boolean isBool(LiteTensor tensor) {
    return tensor.element() == ElementType.BOOL;
  }

  private static boolean isInt32(LiteTensor tensor) {
    return tensor.element() == ElementType.I32;
  }

  private static Optional<Finding> types(
      Site site, Predicate<LiteTensor> in, Predicate<LiteTensor> out) {
    return Stream.concat(
            site.runtimeInputs().stream().filter(in.negate()),
            site.outputs().stream().filter(out.negate()))
        .findFirst()
        .map(tensor -> mistyped(site, tensor));
  }

  private static Finding mistyped(Site site, LiteTensor tensor) {
    return Rule.UNSUPPORTED_OP.found(
        "%s of %s%s", site.op().name(), tensor.type(), tensor.quantized() ? ", quantised" : "");
  }

  private static Optional<Finding> staticSizes(Site site) {
    return site.tensors().stream()
        .filter(tensor -> !tensor.isStatic())
        .findFirst()
        .map(tensor -> Rule.DYNAMIC_SHAPE.found("%s has %s", site.op().name(), tensor.type()));
  }

  private static Optional<Finding> rank(Site site) {
    Stream<LiteTensor> scalars =
        Stream.concat(site.runtimeInputs().stream(), site.outputs().stream())
            .filter(tensor -> tensor.rank() == 0);
    Stream<LiteTensor> large = site.tensors().stream().filter(tensor -> tensor.rank() > MAX_RANK);
    return Stream.concat(large, scalars).findFirst().map(tensor -> ranked(site, tensor));
  }

  private static Optional<Finding> rank3or4(Site site) {
    LiteTensor data = site.input(0);
    return data.rank() == 3 || data.rank() == 4
        ? Optional.empty()
        : Optional.of(ranked(site, data));
  }

  private static Finding ranked(Site site, LiteTensor tensor) {
    return Rule.RANK.found("%s of %s", site.op().name(), tensor.type());
  }

  private static Optional<Finding> cast(Site site) {
    LiteTensor from = site.input(0);
    LiteTensor to = site.output();
    boolean taken =
        (isBool(from) && isFloat(to))
            || (isFloat(from) && isBool(to))
            || (isWord(from) && isWord(to));
    return taken
        ? Optional.empty()
        : Optional.of(Rule.UNSUPPORTED_OP.found("CAST of %s to %s", from.type(), to.type()));
  }

  /** Whether it is f32 or i32, between which CAST converts. */
  private static boolean isWord(LiteTensor tensor) {
    return (tensor.element() == ElementType.F32 || isInt32(tensor)) && !tensor.quantized();
  }

  private static Optional<Finding> gather(Site site) {
    LiteTensor indices = site.input(1);
    if (indices.rank() != 1 || !isInt32(indices)) {
      return Optional.of(Rule.UNSUPPORTED_OP.found("GATHER by indices %s", indices.type()));
    }
    return List.of(site.input(0), site.output()).stream()
        .filter(tensor -> !isFloat(tensor))
        .findFirst()
        .map(tensor -> mistyped(site, tensor));
  }

  private static Optional<Finding> select(Site site) {
    LiteTensor condition = site.input(0);
    if (!isBool(condition) && !isFloat(condition)) {
      return Optional.of(mistyped(site, condition));
    }
    LiteTensor result = site.output();
    return List.of(site.input(1), site.input(2)).stream()
        .filter(branch -> !isFloat(branch) || !fits(branch, result))
        .findFirst()
        .map(
            branch ->
                Rule.UNSUPPORTED_OP.found(
                    "%s of %s for a result %s", site.op().name(), branch.type(), result.type()));
  }

  private static boolean fits(LiteTensor branch, LiteTensor result) {
    return branch.shape().equals(result.shape()) || (branch.rank() <= 1 && branch.size() == 1);
  }

  private static Optional<Finding> oneHot(Site site) {
    boolean taken =
        isInt32(site.input(0))
            && site.isConstant(2)
            && site.isConstant(3)
            && isFloat(site.input(2))
            && isFloat(site.input(3));
    boolean last = taken && site.output().dim(site.output().rank() - 1) == depth(site);
    return last
        ? Optional.empty()
        : Optional.of(
            Rule.UNSUPPORTED_OP.found(
                "ONE_HOT other than of i32 along the last axis with constant f32 values"));
  }

  private static long depth(Site site) {
    return site.constant(1).filter(depth -> depth.size() == 1).map(d -> (long) d.at(0)).orElse(-1L);
  }
}
