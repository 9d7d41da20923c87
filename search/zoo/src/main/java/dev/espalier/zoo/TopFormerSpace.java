package dev.espalier.zoo;

import dev.espalier.zoo.TopFormerPoint.Attention;
import dev.espalier.zoo.TopFormerPoint.Stage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The space that Efficient-TopFormer (2024) searches: a stem, five stages of inverted residuals,
 * each with one kernel and one expansion, and four parts of a transformer.
 */
public final class TopFormerSpace {
  /**
   * What a search changes at once.
   *
   * @param values in rising order, the first part of a value first
   * @param of the value of a point
   * @param with a point with another value
   */
  public record Coordinate<T>(
      String name,
      List<T> values,
      Function<TopFormerPoint, T> of,
      BiFunction<TopFormerPoint, T, TopFormerPoint> with) {
    public Coordinate {
      values = List.copyOf(values);
    }

    /** A point with the value of an index. */
    public TopFormerPoint move(TopFormerPoint point, int index) {
      return with.apply(point, values.get(index));
    }

    /** The index of a point's value; -1 if it is outside of the space. */
    public int index(TopFormerPoint point) {
      return values.indexOf(of.apply(point));
    }
  }

  private static final List<Integer> KERNELS = List.of(3, 5);
  private static final List<Integer> INJECTED = List.of(128, 192, 256);
  private static final List<Integer> STEMS = List.of(16, 24);
  private static final List<Double> RATIOS = List.of(1.6, 1.8, 2.0, 2.2, 2.4);
  private static final List<List<Stage>> STAGES =
      List.of(
          stages(List.of(16, 24), range(1, 2, 1), range(1, 1, 1)),
          stages(range(16, 40, 8), range(1, 3, 1), range(3, 5, 1)),
          stages(range(24, 72, 8), range(1, 3, 1), range(2, 5, 1)),
          stages(range(56, 136, 8), range(1, 3, 1), range(2, 5, 1)),
          stages(range(88, 176, 8), range(1, 4, 1), range(4, 7, 1)));
  private static final int ATTENTIONS = 4;
  private static final List<Coordinate<?>> COORDINATES = coordinates(ATTENTIONS);

  private TopFormerSpace() {}

  /**
   * The stem, each stage as a whole, and of each part of the transformer heads, key width, value
   * ratio, hidden ratio and depth.
   */
  public static List<Coordinate<?>> coordinates() {
    return COORDINATES;
  }

  /** How many points there are: 99,325,771,776,000,000,000,000. */
  public static BigInteger size() {
    return COORDINATES.stream()
        .map(c -> BigInteger.valueOf(c.values().size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  public static boolean contains(TopFormerPoint point) {
    return COORDINATES.stream().allMatch(c -> c.index(point) >= 0)
        && INJECTED.contains(point.injected());
  }

  /** The smallest value of every coordinate, and the narrowest injection. */
  public static TopFormerPoint smallest() {
    return new TopFormerPoint(
        16,
        STAGES.stream().map(values -> values.get(0)).toList(),
        Collections.nCopies(ATTENTIONS, new Attention(2, 12, 1.6, 1.6, 1)),
        128);
  }

  /** The largest value of every coordinate, and the widest injection. */
  public static TopFormerPoint largest() {
    return new TopFormerPoint(
        24,
        STAGES.stream().map(values -> values.get(values.size() - 1)).toList(),
        Collections.nCopies(ATTENTIONS, new Attention(12, 20, 2.4, 2.4, 2)),
        256);
  }

  private static List<Coordinate<?>> coordinates(int attentions) {
    List<Coordinate<?>> all = new ArrayList<>();
    all.add(
        new Coordinate<>(
            "stem",
            STEMS,
            TopFormerPoint::stem,
            (p, v) -> new TopFormerPoint(v, p.stages(), p.transformer(), p.injected())));
    for (int i = 0; i < STAGES.size(); i++) {
      all.add(stage(i));
    }
    for (int i = 0; i < attentions; i++) {
      all.addAll(attention(i));
    }
    return List.copyOf(all);
  }

  private static Coordinate<Stage> stage(int i) {
    return new Coordinate<>(
        "mb" + (i + 1),
        STAGES.get(i),
        p -> p.stages().get(i),
        (p, v) ->
            new TopFormerPoint(p.stem(), set(p.stages(), i, v), p.transformer(), p.injected()));
  }

  private static List<Coordinate<?>> attention(int i) {
    return List.of(
        part(i, "heads", range(2, 12, 2), Attention::heads, TopFormerSpace::withHeads),
        part(i, "key", range(12, 20, 2), Attention::keyWidth, TopFormerSpace::withKeyWidth),
        part(i, "value", RATIOS, Attention::valueRatio, TopFormerSpace::withValueRatio),
        part(i, "hidden", RATIOS, Attention::hiddenRatio, TopFormerSpace::withHiddenRatio),
        part(i, "depth", range(1, 2, 1), Attention::depth, TopFormerSpace::withDepth));
  }

  private static <T> Coordinate<T> part(
      int i,
      String name,
      List<T> values,
      Function<Attention, T> of,
      BiFunction<Attention, T, Attention> with) {
    return new Coordinate<>(
        "vit" + (i + 1) + "." + name,
        values,
        p -> of.apply(p.transformer().get(i)),
        (p, v) -> {
          Attention changed = with.apply(p.transformer().get(i), v);
          List<Attention> all = set(p.transformer(), i, changed);
          return new TopFormerPoint(p.stem(), p.stages(), all, p.injected());
        });
  }

  private static Attention withHeads(Attention a, int heads) {
    return new Attention(heads, a.keyWidth(), a.valueRatio(), a.hiddenRatio(), a.depth());
  }

  private static Attention withKeyWidth(Attention a, int width) {
    return new Attention(a.heads(), width, a.valueRatio(), a.hiddenRatio(), a.depth());
  }

  private static Attention withValueRatio(Attention a, double ratio) {
    return new Attention(a.heads(), a.keyWidth(), ratio, a.hiddenRatio(), a.depth());
  }

  private static Attention withHiddenRatio(Attention a, double ratio) {
    return new Attention(a.heads(), a.keyWidth(), a.valueRatio(), ratio, a.depth());
  }

  private static Attention withDepth(Attention a, int depth) {
    return new Attention(a.heads(), a.keyWidth(), a.valueRatio(), a.hiddenRatio(), depth);
  }

  private static <T> List<T> set(List<T> list, int index, T value) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, value);
    return changed;
  }

  private static List<Stage> stages(
      List<Integer> widths, List<Integer> depths, List<Integer> expansions) {
    List<Stage> all = new ArrayList<>();
    for (int width : widths) {
      for (int depth : depths) {
        for (int kernel : KERNELS) {
          expansions.forEach(e -> all.add(new Stage(width, depth, kernel, e)));
        }
      }
    }
    return all;
  }

  private static List<Integer> range(int from, int to, int step) {
    return IntStream.iterate(from, v -> v <= to, v -> v + step).boxed().toList();
  }
}
