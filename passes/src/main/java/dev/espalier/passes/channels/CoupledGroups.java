package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Reason;
import dev.espalier.passes.channels.AxisFactors.Factor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which indices of which axes live or die together.
 *
 * <p>Factors of axes that correspond index by index form a <em>class</em>; classes that correspond
 * only in parts (concat, split, permutations) are tied through single <em>elements</em>, an element
 * being one index of one class. Elements that are tied share a group number.
 */
public final class CoupledGroups {
  /** Axes whose blocks keep equally many indices, on account of the value {@code by}. */
  public record EqualBlocks(long count, List<ValueAxis> axes, String by) {}

  private static final int NONE = -1;

  private final AxisFactors factors;
  private final UnionFind classes;
  private final Map<Integer, List<Member>> members = new TreeMap<>();
  private final Map<Integer, Long> classSizes = new TreeMap<>();
  private final Map<Integer, Blocker> classBlockers;
  private final Map<Integer, Integer> firstElement = new TreeMap<>();
  private final Blockers blockers = new Blockers();
  private final Blockers knots = new Blockers();
  private final List<EqualBlocks> equalBlocks = new ArrayList<>();
  private UnionFind elements = new UnionFind(0);

  private CoupledGroups(Graph graph) {
    List<Relation> relations = CollectRelations.of(graph);
    this.factors = new AxisFactors(graph, relations);
    graph.values().forEach(value -> axes(graph, value).forEach(factors::of));
    this.classes = FactorClasses.of(factors, relations);
    graph.values().forEach(value -> axes(graph, value).forEach(this::addMembers));
    this.classBlockers = ClassBlockers.of(factors, classes, relations);
    relations.forEach(this::addBlocks);
    makeElements();
    relations.forEach(this::tieElements);
    spreadBlockers();
  }

  public static CoupledGroups of(Graph graph) {
    return new CoupledGroups(graph);
  }

  private static List<ValueAxis> axes(Graph graph, String value) {
    List<ValueAxis> axes = new ArrayList<>();
    for (int i = 0; i < graph.type(value).rank(); i++) {
      axes.add(new ValueAxis(value, i));
    }
    return axes;
  }

  private int classOf(Factor factor) {
    return classes.find(factor.id());
  }

  private void addMembers(ValueAxis axis) {
    for (Factor factor : factors.of(axis)) {
      members
          .computeIfAbsent(classOf(factor), c -> new ArrayList<>())
          .add(new Member(axis, factor.size(), factor.inner()));
      classSizes.put(classOf(factor), factor.size());
    }
  }

  private void addBlocks(Relation relation) {
    if (relation instanceof Relation.Blocks blocks) {
      equalBlocks.add(new EqualBlocks(blocks.count(), blocks.axes(), blocks.by()));
    }
  }

  /** Gives each class its elements; axes of size 1, unknown or absurd size have none. */
  private void makeElements() {
    classSizes.forEach(
        (id, size) -> {
          if (size > 1 && size <= Channels.MOST && !isPlainlyBlocked(id)) {
            firstElement.put(id, elements.grow(Math.toIntExact(size)));
          }
        });
  }

  /** Blocked, and large: spatial axes need no elements of their own. */
  private boolean isPlainlyBlocked(int id) {
    Blocker blocker = classBlockers.get(id);
    return blocker != null && classSizes.get(id) > (1 << 16);
  }

  private void tieElements(Relation relation) {
    if (relation instanceof Relation.Part part) {
      tiePart(part);
    } else if (relation instanceof Relation.Select select) {
      tieSelection(select);
    } else if (relation instanceof Relation.Product product
        && !factors.areRegular(product.a(), product.b())) {
      List<ValueAxis> all = new ArrayList<>(product.a());
      all.addAll(product.b());
      tieAll(product.b().get(0).value(), all);
    } else if (relation instanceof Relation.Outer tie
        && !factors.areRegular(tie.outer(), tie.whole())) {
      tieAll(tie.whole().value(), List.of(tie.outer(), tie.whole()));
    } else if (relation instanceof Relation.Inner tie
        && !factors.areRegular(tie.inner(), tie.whole())) {
      tieAll(tie.whole().value(), List.of(tie.inner(), tie.whole()));
    }
  }

  private void tiePart(Relation.Part tie) {
    if (!factors.areRegular(tie.part(), tie.whole())) {
      tieAll(tie.whole().value(), List.of(tie.part(), tie.whole()));
      return;
    }
    Factor whole = factors.of(tie.whole()).get(0);
    long from = tie.offset() / whole.inner();
    if (factors.size(tie.part()) <= whole.inner()) {
      block(whole, from, new Blocker(Reason.RESHAPE, tie.whole().value()));
      return;
    }
    Factor part = factors.withInner(tie.part(), whole.inner());
    if (!hasElements(classOf(part)) && !hasElements(classOf(whole))) {
      return;
    }
    for (long i = 0; i < part.size(); i++) {
      tie(part, i, whole, from + i);
    }
  }

  private void tieSelection(Relation.Select select) {
    if (!factors.areRegular(select.from(), select.to())
        || isCut(select.from())
        || isCut(select.to())) {
      tieAll(select.to().value(), List.of(select.from(), select.to()));
      return;
    }
    Factor from = factors.of(select.from()).get(0);
    Factor to = factors.of(select.to()).get(0);
    if (!hasElements(classOf(from)) && !hasElements(classOf(to))) {
      return;
    }
    for (int i = 0; i < select.indices().size(); i++) {
      tie(from, select.indices().get(i), to, i);
    }
  }

  private boolean isCut(ValueAxis axis) {
    return factors.of(axis).size() > 1;
  }

  private void tie(Factor a, long i, Factor b, long j) {
    int x = element(classOf(a), i);
    int y = element(classOf(b), j);
    if (x != NONE && y != NONE) {
      elements.union(x, y);
    } else {
      block(x == NONE ? b : a, x == NONE ? j : i, blockerOf(x == NONE ? a : b));
    }
  }

  /** The blocker of a class without elements. */
  private Blocker blockerOf(Factor factor) {
    Member first = members.get(classOf(factor)).get(0);
    return classBlockers.getOrDefault(
        classOf(factor), new Blocker(Reason.FIXED_AXIS, first.axis().value()));
  }

  private void block(Factor factor, long index, Blocker blocker) {
    int element = element(classOf(factor), index);
    if (element != NONE) {
      blockers.add(element, blocker);
    }
  }

  /**
   * Where axes are cut in ways that do not fit together, all of their indices are one group, which
   * stays where one of the axes has no elements.
   */
  private void tieAll(String by, List<ValueAxis> axes) {
    List<Integer> tied = axes.stream().flatMap(this::elements).toList();
    Blocker reshape = new Blocker(Reason.RESHAPE, by);
    tied.forEach(element -> elements.union(tied.get(0), element));
    if (axes.stream().allMatch(axis -> factors.size(axis) >= 0)) {
      tied.forEach(element -> knots.add(element, reshape));
      tied.stream()
          .limit(1)
          .filter(first -> axes.stream().anyMatch(axis -> elements(axis).findAny().isEmpty()))
          .forEach(first -> blockers.add(first, reshape));
    }
  }

  private Stream<Integer> elements(ValueAxis axis) {
    return factors.of(axis).stream()
        .filter(factor -> firstElement.containsKey(classOf(factor)))
        .flatMap(
            factor ->
                LongStream.range(0, factor.size()).mapToObj(i -> element(classOf(factor), i)));
  }

  private void spreadBlockers() {
    firstElement.forEach(
        (id, first) -> {
          Blocker blocker = classBlockers.get(id);
          for (int i = 0; blocker != null && i < classSizes.get(id); i++) {
            blockers.add(first + i, blocker);
          }
        });
    blockers.spread(elements);
    knots.spread(elements);
  }

  private int element(int id, long index) {
    Integer first = firstElement.get(id);
    return first == null ? NONE : first + (int) index;
  }

  /** Why an axis without elements is as it is. */
  Blocker blockerOf(ValueAxis axis) {
    return blockerOf(factors.of(axis).get(0));
  }

  /** The number of elements; every element is below this. */
  public int elementCount() {
    return elements.size();
  }

  /** The group an element belongs to; equal for elements that live or die together. */
  public int group(int element) {
    return elements.find(element);
  }

  /** Why no element of a group can be removed. */
  public Optional<Blocker> blocker(int group) {
    return blockers.of(group);
  }

  /** The reshape on whose account a group holds all indices of an axis. */
  Optional<Blocker> knot(int group) {
    return knots.of(group);
  }

  /** The classes that have elements, in a fixed order. */
  public List<Integer> classIds() {
    return List.copyOf(firstElement.keySet());
  }

  /** Whether a class has elements: it has more than one index, of a size that is known. */
  public boolean hasElements(int id) {
    return firstElement.containsKey(id);
  }

  /** How many elements a class has. */
  public int size(int id) {
    return Math.toIntExact(classSizes.get(id));
  }

  /** The first element of a class; the others follow. */
  public int firstElement(int id) {
    return firstElement.get(id);
  }

  /** The factors of axes that form a class. */
  public List<Member> members(int id) {
    return Collections.unmodifiableList(members.get(id));
  }

  /** The factors of an axis as (class, member) pairs, outermost first. */
  public List<Map.Entry<Integer, Member>> classesOf(ValueAxis axis) {
    return factors.of(axis).stream()
        .map(f -> Map.entry(classOf(f), new Member(axis, f.size(), f.inner())))
        .toList();
  }

  /** The axes of grouped convolutions, whose blocks keep equally many indices. */
  public List<EqualBlocks> equalBlocks() {
    return Collections.unmodifiableList(equalBlocks);
  }
}
