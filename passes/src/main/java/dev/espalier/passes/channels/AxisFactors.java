package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes every axis as a product of factors, as coarse as the reshapes around it allow: a flatten
 * of 512x64x64 is three factors on both sides. Where factors do not divide, the axis is irregular:
 * all its indices belong together.
 */
final class AxisFactors {
  /** One factor of an axis; {@code inner} is the product of the factors behind it. */
  record Factor(int id, long size, long inner) {}

  private final Map<ValueAxis, Integer> ids = new HashMap<>();
  private final List<Long> sizes = new ArrayList<>();
  private final List<Relation> relations;
  private final UnionFind same;
  private final List<NavigableSet<Long>> cuts = new ArrayList<>();
  private final boolean[] irregular;
  private final Map<Integer, List<Factor>> factors = new HashMap<>();
  private int factorCount;
  private boolean changed;

  AxisFactors(Graph graph, List<Relation> relations) {
    this.relations = relations;
    graph.inputs().keySet().forEach(value -> number(graph, value));
    graph.constants().keySet().forEach(value -> number(graph, value));
    for (Node node : graph.nodes()) {
      node.results().stream().filter(r -> !r.isEmpty()).forEach(value -> number(graph, value));
    }
    this.same = new UnionFind(sizes.size());
    this.irregular = new boolean[sizes.size()];
    uniteEqualAxes();
    do {
      changed = false;
      relations.forEach(this::refine);
    } while (changed);
  }

  private void number(Graph graph, String value) {
    TensorType type = graph.type(value);
    for (int i = 0; i < type.rank(); i++) {
      ids.put(new ValueAxis(value, i), sizes.size());
      sizes.add(type.dim(i).isConstant() ? type.dim(i).value() : -1);
      cuts.add(new TreeSet<>());
    }
  }

  private void uniteEqualAxes() {
    for (Relation relation : relations) {
      if (relation instanceof Relation.Same equal) {
        same.union(ids.get(equal.a()), ids.get(equal.b()));
      }
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) < 0) {
        sizes.set(same.find(i), -1L);
      }
    }
  }

  /** Elements of the axis, or -1 where that is not known at compile time. */
  long size(ValueAxis axis) {
    return sizes.get(root(axis));
  }

  /** Whether the sizes of axes are known and their factors divide. */
  boolean areRegular(ValueAxis... axes) {
    return areRegular(List.of(axes), List.of());
  }

  /** Whether the sizes of axes are known and their factors divide. */
  boolean areRegular(List<ValueAxis> a, List<ValueAxis> b) {
    return Stream.concat(a.stream(), b.stream())
        .allMatch(axis -> size(axis) >= 0 && !isIrregular(axis));
  }

  boolean isIrregular(ValueAxis axis) {
    return irregular[root(axis)];
  }

  /** How many factors there are; their ids are below this. */
  int count() {
    return factorCount;
  }

  /** The factors of an axis, outermost first; one for an axis that is not cut. */
  List<Factor> of(ValueAxis axis) {
    return factors.computeIfAbsent(root(axis), this::makeFactors);
  }

  /** The factor of an axis that has a given product of factors behind it. */
  Factor withInner(ValueAxis axis, long inner) {
    return of(axis).stream()
        .filter(f -> f.inner() == inner)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(axis + " is not cut at " + inner));
  }

  private List<Factor> makeFactors(int root) {
    List<Factor> made = new ArrayList<>();
    long outer = sizes.get(root);
    if (!irregular[root]) {
      for (long cut : cuts.get(root).descendingSet()) {
        made.add(new Factor(factorCount++, outer / cut, cut));
        outer = cut;
      }
    }
    made.add(new Factor(factorCount++, outer, 1));
    return List.copyOf(made);
  }

  private int root(ValueAxis axis) {
    return same.find(ids.get(axis));
  }

  private void refine(Relation relation) {
    if (relation instanceof Relation.Product product) {
      refineProduct(product);
    } else if (relation instanceof Relation.Outer tie) {
      long m = size(tie.whole()) / Math.max(1, size(tie.outer()));
      refineOuter(tie, m);
    } else if (relation instanceof Relation.Inner tie) {
      refineInner(tie);
    } else if (relation instanceof Relation.Part part) {
      refinePart(part);
    } else if (relation instanceof Relation.Select select) {
      if (isCut(select.from()) || isCut(select.to())) {
        makeIrregular(List.of(select.from(), select.to()));
      }
    }
  }

  private void refineProduct(Relation.Product product) {
    List<ValueAxis> all = new ArrayList<>(product.a());
    all.addAll(product.b());
    if (all.stream().anyMatch(axis -> size(axis) < 0)) {
      return;
    }
    NavigableSet<Long> global = globalCuts(product.a());
    global.addAll(globalCuts(product.b()));
    if (all.stream().anyMatch(this::isIrregular) || !divide(global)) {
      makeIrregular(all);
      return;
    }
    applyCuts(product.a(), global);
    applyCuts(product.b(), global);
  }

  /** Positions, counted in elements from the end, at which a row-major product of axes is cut. */
  NavigableSet<Long> globalCuts(List<ValueAxis> axes) {
    NavigableSet<Long> global = new TreeSet<>();
    long inner = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      global.add(inner);
      for (long cut : cuts.get(root(axes.get(i)))) {
        global.add(cut * inner);
      }
      inner *= size(axes.get(i));
    }
    global.add(inner);
    return global;
  }

  private static boolean divide(NavigableSet<Long> chain) {
    long last = 1;
    for (long cut : chain) {
      if (cut % last != 0) {
        return false;
      }
      last = cut;
    }
    return true;
  }

  private void applyCuts(List<ValueAxis> axes, NavigableSet<Long> global) {
    long inner = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      long outer = inner * size(axes.get(i));
      for (long cut : global.subSet(inner, false, outer, false)) {
        cut(axes.get(i), cut / inner);
      }
      inner = outer;
    }
  }

  private void refineOuter(Relation.Outer tie, long m) {
    if (size(tie.outer()) < 0 || size(tie.whole()) < 0) {
      return;
    }
    if (isIrregular(tie.outer()) || isIrregular(tie.whole())) {
      makeIrregular(List.of(tie.outer(), tie.whole()));
      return;
    }
    cut(tie.whole(), m);
    for (long cut : List.copyOf(cuts.get(root(tie.outer())))) {
      cut(tie.whole(), cut * m);
    }
    for (long cut : List.copyOf(cuts.get(root(tie.whole())).tailSet(m, false))) {
      cut(tie.outer(), cut / m);
    }
  }

  private void refineInner(Relation.Inner tie) {
    long n = size(tie.inner());
    if (n < 0 || size(tie.whole()) < 0) {
      return;
    }
    if (isIrregular(tie.inner()) || isIrregular(tie.whole())) {
      makeIrregular(List.of(tie.inner(), tie.whole()));
      return;
    }
    cut(tie.whole(), n);
    for (long cut : List.copyOf(cuts.get(root(tie.inner())))) {
      cut(tie.whole(), cut);
    }
    for (long cut : List.copyOf(cuts.get(root(tie.whole())).headSet(n, false))) {
      cut(tie.inner(), cut);
    }
  }

  private void refinePart(Relation.Part part) {
    if (isIrregular(part.part()) || isIrregular(part.whole())) {
      makeIrregular(List.of(part.part(), part.whole()));
      return;
    }
    long length = size(part.part());
    NavigableSet<Long> both = new TreeSet<>(cuts.get(root(part.part())));
    both.addAll(cuts.get(root(part.whole())));
    for (long cut : both) {
      if (length % cut != 0 || part.offset() % cut != 0 || size(part.whole()) % cut != 0) {
        makeIrregular(List.of(part.part(), part.whole()));
        return;
      }
      cut(part.part(), cut);
      cut(part.whole(), cut);
    }
  }

  private boolean isCut(ValueAxis axis) {
    return isIrregular(axis) || !cuts.get(root(axis)).isEmpty();
  }

  private void cut(ValueAxis axis, long at) {
    int root = root(axis);
    if (at <= 1 || at >= sizes.get(root) || irregular[root] || !cuts.get(root).add(at)) {
      return;
    }
    changed = true;
    NavigableSet<Long> chain = new TreeSet<>(cuts.get(root));
    chain.add(sizes.get(root));
    if (!divide(chain)) {
      makeIrregular(List.of(axis));
    }
  }

  private void makeIrregular(List<ValueAxis> axes) {
    for (ValueAxis axis : axes) {
      changed |= !irregular[root(axis)];
      irregular[root(axis)] = true;
    }
  }
}
