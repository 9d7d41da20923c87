package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.WidthCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cost of a supernet by what its compiled networks cost. A network is learned for every branch
 * in place of the cheapest one, and for every combination of branches of choices that follow each
 * other, because they may fuse:
 *
 * <pre>  expected = T(cheapest) + sum over runs, combinations of p * (T(combination) - T(cheapest))
 * </pre>
 *
 * <p>p is the product of the probabilities of the branches, which makes it exact where runs do not
 * fuse. Masks remove channels of any of these networks in the same way, so only their number
 * counts.
 */
public final class DeployedCost implements SupernetCost {
  private final Graph supernet;
  private final SearchSpace space;
  private final CostMeasure measure;
  private final double whole;
  private final WidthCost base;
  private final List<Combination> combinations = new ArrayList<>();
  private final Map<String, WidthCost> networks = new HashMap<>();

  /** Branches of some choices, with the cost of the network that has them. */
  private record Combination(int[] choices, int[] branches, WidthCost cost) {}

  /**
   * Learns the costs.
   *
   * @param supernet at the size of pictures it is deployed for
   * @throws dev.espalier.tflite.NotOnTargetException when the measure needs a GPU that does not
   *     take a part of it
   */
  public DeployedCost(Graph supernet, CostMeasure measure) {
    this.supernet = supernet;
    this.space = SearchSpace.of(supernet);
    this.measure = measure;
    int[] cheapest = cheapest();
    Graph all = space.narrowed(supernet, space.channels(), cheapest);
    this.whole = measure.of(AddedBranches.of(all));
    this.base = network(cheapest);
    FusingChoices.in(supernet, space).forEach(this::addCombinations);
    expected(space.channels(), zeros());
  }

  private int[] cheapest() {
    return space.choices().stream().mapToInt(choice -> choice.preferred().get(0)).toArray();
  }

  /** All but that of the cheapest branches. */
  private void addCombinations(List<Integer> run) {
    int count = 1;
    for (int choice : run) {
      count *= space.choices().get(choice).branches();
    }
    for (int number = 0; number < count; number++) {
      int[] all = cheapest();
      int rest = number;
      for (int choice : run) {
        all[choice] = rest % space.choices().get(choice).branches();
        rest /= space.choices().get(choice).branches();
      }
      WidthCost cost = network(all);
      if (cost != base) {
        int[] choices = run.stream().mapToInt(Integer::intValue).toArray();
        int[] branches = run.stream().mapToInt(choice -> all[choice]).toArray();
        combinations.add(new Combination(choices, branches, cost));
      }
    }
  }

  private WidthCost network(int... branches) {
    return network(branches, new boolean[space.groups().size()]);
  }

  /**
   * The cost of a network.
   *
   * @param ones the groups that keep one channel, where more than sizes may be different, as a
   *     depthwise convolution of one channel is a dense one
   */
  private WidthCost network(int[] branches, boolean[] ones) {
    String key = Arrays.toString(branches) + Arrays.toString(ones);
    WidthCost known = networks.get(key);
    if (known == null) {
      known = learn(branches, ones);
      networks.put(key, known);
    }
    return known;
  }

  private WidthCost learn(int[] branches, boolean[] ones) {
    int[] all = space.channels();
    int[] held =
        Arrays.stream(HeldMasks.in(space.narrowed(supernet, all, branches), space))
            .filter(group -> !ones[group])
            .toArray();
    Arrays.setAll(all, group -> ones[group] ? 1 : all[group]);
    return new PiecewiseCost(
        all,
        held,
        widest -> {
          boolean[] fixed = ones.clone();
          for (int group : held) {
            fixed[group] = widest[group] == all[group];
          }
          return measure.learn(new NarrowedSupernet(supernet, space, branches, widest, fixed));
        });
  }

  @Override
  public String unit() {
    return measure.unit();
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public double whole() {
    return whole;
  }

  @Override
  public Expected expected(int[] kept, double[][] probabilities) {
    double standard = base.of(kept);
    double[] standardGradient = base.gradient(kept);
    double value = standard;
    double[] byChannels = standardGradient.clone();
    double[][] byProbability = zeros();
    for (Combination combination : combinations) {
      double more = combination.cost.of(kept) - standard;
      double[] gradient = combination.cost.gradient(kept);
      double p = probability(combination, probabilities, -1);
      value += p * more;
      for (int group = 0; group < gradient.length; group++) {
        byChannels[group] += p * (gradient[group] - standardGradient[group]);
      }
      for (int i = 0; i < combination.choices.length; i++) {
        byProbability[combination.choices[i]][combination.branches[i]] +=
            probability(combination, probabilities, i) * more;
      }
    }
    return new Expected(value, byChannels, byProbability);
  }

  /** The probability of a combination, given that of one of its choices. */
  private static double probability(
      Combination combination, double[][] probabilities, int without) {
    double p = 1;
    for (int i = 0; i < combination.choices.length; i++) {
      p *= i == without ? 1 : probabilities[combination.choices[i]][combination.branches[i]];
    }
    return p;
  }

  private double[][] zeros() {
    return space.choices().stream()
        .map(choice -> new double[choice.branches()])
        .toArray(double[][]::new);
  }

  /** The network of these branches is learned when it is asked for first. */
  @Override
  public double exact(int[] kept, int[] branches) {
    boolean[] ones = new boolean[kept.length];
    for (int group = 0; group < ones.length; group++) {
      ones[group] = kept[group] == 1;
    }
    return network(branches, ones).of(kept);
  }
}
