package dev.espalier.passes.channels;

import dev.espalier.passes.channels.AxisFactors.Factor;
import java.util.List;
import java.util.NavigableSet;

/** Joins factors of axes that correspond index by index. */
final class FactorClasses {
  private final AxisFactors factors;
  private final UnionFind classes;

  private FactorClasses(AxisFactors factors) {
    this.factors = factors;
    this.classes = new UnionFind(factors.count());
  }

  /** Sets of factor ids; the factors of every axis have been made before. */
  static UnionFind of(AxisFactors factors, List<Relation> relations) {
    FactorClasses joined = new FactorClasses(factors);
    relations.forEach(joined::unite);
    return joined.classes;
  }

  private void unite(Relation relation) {
    if (relation instanceof Relation.Product product
        && factors.areRegular(product.a(), product.b())) {
      uniteProducts(product);
    } else if (relation instanceof Relation.Outer tie
        && factors.areRegular(tie.outer(), tie.whole())) {
      long m = factors.size(tie.whole()) / Math.max(1, factors.size(tie.outer()));
      for (Factor factor : several(tie.outer())) {
        unite(factor, factors.withInner(tie.whole(), factor.inner() * m));
      }
    } else if (relation instanceof Relation.Inner tie
        && factors.areRegular(tie.inner(), tie.whole())) {
      for (Factor factor : several(tie.inner())) {
        unite(factor, factors.withInner(tie.whole(), factor.inner()));
      }
    } else if (relation instanceof Relation.Part tie
        && factors.areRegular(tie.part(), tie.whole())) {
      List<Factor> whole = factors.of(tie.whole());
      for (Factor factor : whole.subList(1, whole.size())) {
        unite(factor, factors.withInner(tie.part(), factor.inner()));
      }
    }
  }

  /** The factors of an axis but for those of one index, which correspond to no cut of another. */
  private List<Factor> several(ValueAxis axis) {
    return factors.of(axis).stream().filter(factor -> factor.size() != 1).toList();
  }

  private void uniteProducts(Relation.Product product) {
    NavigableSet<Long> cuts = factors.globalCuts(product.a());
    for (long cut : cuts.headSet(cuts.last(), false)) {
      unite(at(product.a(), cut), at(product.b(), cut));
    }
  }

  /** The factor of a row-major product of axes that begins at a cut. */
  private Factor at(List<ValueAxis> axes, long cut) {
    long inner = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      long outer = inner * factors.size(axes.get(i));
      if (cut >= inner && cut < outer) {
        return factors.withInner(axes.get(i), cut / inner);
      }
      inner = outer;
    }
    throw new IllegalStateException("no factor at " + cut);
  }

  private void unite(Factor a, Factor b) {
    if (a.size() != b.size()) {
      throw new IllegalStateException("factors of " + a.size() + " and " + b.size() + " united");
    }
    classes.union(a.id(), b.id());
  }
}
