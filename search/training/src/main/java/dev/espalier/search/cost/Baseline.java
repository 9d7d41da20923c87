package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.SplitMix64;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.search.cost.FitToTarget.Fit;
import dev.espalier.search.cost.SearchSpace.ChoiceOf;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a search is compared with: the same supernet, narrowed to the same cost by a score that no
 * search learned.
 *
 * <p>Methods that rank channels know nothing of blocks, so each choice has the cheapest branch that
 * computes something, with all channels. In RTSeg that is the convolutional block, with which the
 * supernet is the plain network such methods are made for; attention, which costs more, would leave
 * them narrower.
 *
 * <ul>
 *   <li>uniform: the first channels of each group stay, the same share of all groups;
 *   <li>random: the same share, of channels drawn by the seed;
 *   <li>l1 and fpgm: the same share, ranked in each group by the weights;
 *   <li>slimming: the largest absolute scales of normalisations of all groups stay.
 * </ul>
 */
public record Baseline(PruneMethod method, long seed) {
  /** The share of the cost it is compared at that a baseline should at least have. */
  public static final double LEAST = 0.99;

  /**
   * The narrowed supernet.
   *
   * @param supernet with trained weights
   * @param cost of it
   * @param target what it may cost
   * @throws dev.espalier.passes.prune.MethodException if the method has nothing to rank channels by
   */
  public Fit fit(Graph supernet, SupernetCost cost, double target, int minChannels, int align) {
    int[] branches = branches(supernet, cost);
    double[][] order = order(supernet, cost.space(), branches);
    return new FitToTarget(cost, target, LEAST, minChannels, align).ofAll(order, branches);
  }

  /** The cheapest branch of each choice that computes something. */
  public static int[] branches(Graph supernet, SupernetCost cost) {
    List<ChoiceOf> choices = cost.space().choices();
    int[] branches = choices.stream().mapToInt(choice -> choice.preferred().get(0)).toArray();
    int[] all = cost.space().channels();
    for (int c = 0; c < branches.length; c++) {
      Node node = supernet.producer(choices.get(c).value()).orElseThrow();
      int[] tried = branches.clone();
      int choice = c;
      branches[c] =
          choices.get(c).preferred().stream()
              .filter(branch -> computes(supernet, node, branch))
              .min(
                  Comparator.comparingDouble(
                      branch -> {
                        tried[choice] = branch;
                        return cost.exact(all, tried);
                      }))
              .orElse(branches[c]);
    }
    return branches;
  }

  /** Whether a branch needs nodes that no other one does. */
  private static boolean computes(Graph supernet, Node choice, int branch) {
    Set<Node> others = new HashSet<>();
    for (int b = 0; b < choice.operands().size() - 1; b++) {
      if (b != branch) {
        collect(supernet, choice.operands().get(b), others);
      }
    }
    int before = others.size();
    collect(supernet, choice.operands().get(branch), others);
    return others.size() > before;
  }

  /** Adds the nodes that a value needs. */
  private static void collect(Graph graph, String value, Set<Node> nodes) {
    Deque<String> left = new ArrayDeque<>(List.of(value));
    while (!left.isEmpty()) {
      graph.producer(left.pop()).filter(nodes::add).ifPresent(node -> left.addAll(node.operands()));
    }
  }

  /** Numbers of which the greatest are of the channels that stay longest. */
  private double[][] order(Graph supernet, SearchSpace space, int[] branches) {
    boolean weighed = method != PruneMethod.UNIFORM && method != PruneMethod.RANDOM;
    double[][] scores =
        weighed ? WeightScores.of(supernet, space, branches, method) : new double[0][];
    double[][] order = new double[space.groups().size()][];
    for (int g = 0; g < order.length; g++) {
      int channels = space.groups().get(g).channels();
      order[g] =
          switch (method) {
            case UNIFORM -> shares(IntStream.range(0, channels).boxed().toList());
            case RANDOM -> shares(drawn(g, channels));
            case L1, FPGM -> shares(ranked(scores[g]));
            case SLIMMING -> scores[g];
          };
    }
    return order;
  }

  /**
   * The share of a group that is kept when a channel goes next, given channels from the best on.
   */
  private static double[] shares(List<Integer> best) {
    double[] shares = new double[best.size()];
    for (int rank = 0; rank < shares.length; rank++) {
      shares[best.get(rank)] = 1 - (double) rank / shares.length;
    }
    return shares;
  }

  private List<Integer> drawn(int group, int channels) {
    long own = SplitMix64.bits(seed, group);
    return IntStream.range(0, channels)
        .boxed()
        .sorted(Comparator.comparingLong(c -> SplitMix64.bits(own, c)))
        .toList();
  }

  private static List<Integer> ranked(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -scores[c]))
        .toList();
  }
}
