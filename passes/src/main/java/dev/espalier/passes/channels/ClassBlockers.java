package dev.espalier.passes.channels;

import dev.espalier.ir.op.Reason;
import dev.espalier.passes.channels.AxisFactors.Factor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the classes of factors of which no index can be removed; the first reason counts. */
final class ClassBlockers {
  private final AxisFactors factors;
  private final UnionFind classes;
  private final Map<Integer, Blocker> blockers = new LinkedHashMap<>();

  private ClassBlockers(AxisFactors factors, UnionFind classes) {
    this.factors = factors;
    this.classes = classes;
  }

  /** The blockers by class. */
  static Map<Integer, Blocker> of(
      AxisFactors factors, UnionFind classes, List<Relation> relations) {
    ClassBlockers found = new ClassBlockers(factors, classes);
    relations.forEach(found::block);
    return found.blockers;
  }

  private void block(Relation relation) {
    if (relation instanceof Relation.Pin pin) {
      block(pin.axis(), new Blocker(pin.reason(), pin.by()));
    } else if (relation instanceof Relation.PinFactors pin) {
      factors.of(pin.axis()).stream()
          .filter(factor -> factor.inner() >= pin.from() && factor.inner() < pin.to())
          .forEach(factor -> block(factor, new Blocker(Reason.RESHAPE, pin.by())));
    } else if (relation instanceof Relation.Product product) {
      blockSymbolic(product);
    } else if (relation instanceof Relation.Blocks blocks) {
      blocks.axes().stream()
          .filter(axis -> factors.of(axis).size() > 1)
          .forEach(axis -> block(axis, new Blocker(Reason.UNEQUAL_GROUPS, blocks.by())));
    }
  }

  private void blockSymbolic(Relation.Product product) {
    List<ValueAxis> all = new ArrayList<>(product.a());
    all.addAll(product.b());
    if (all.stream().anyMatch(axis -> factors.size(axis) < 0)) {
      Blocker blocker = new Blocker(Reason.SYMBOLIC_SIZE, product.b().get(0).value());
      all.forEach(axis -> block(axis, blocker));
    }
  }

  private void block(ValueAxis axis, Blocker blocker) {
    factors.of(axis).forEach(factor -> block(factor, blocker));
  }

  private void block(Factor factor, Blocker blocker) {
    blockers.putIfAbsent(classes.find(factor.id()), blocker);
  }
}
