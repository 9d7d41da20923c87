package dev.espalier.search.cost;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.Rebuild;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be chosen in a supernet: the channels of each group of coupled channels, and a branch of
 * each choice.
 */
public record SearchSpace(List<Group> groups, List<ChoiceOf> choices) {
  /**
   * Channels that are kept or not, one score each, whichever masks read it.
   *
   * @param scores name of the constant
   */
  public record Group(String scores, int channels) {}

  /**
   * A choice between branches.
   *
   * @param value that the choice makes
   * @param logits name of the constant
   * @param preferred the branches, the one first that wins when all logits are equal: the cheaper
   */
  public record ChoiceOf(String value, String logits, List<Integer> preferred) {
    public ChoiceOf {
      preferred = List.copyOf(preferred);
    }

    /** How many branches there are. */
    public int branches() {
      return preferred.size();
    }
  }

  public SearchSpace {
    groups = List.copyOf(groups);
    choices = List.copyOf(choices);
  }

  /**
   * The groups and choices of a supernet, in its order.
   *
   * @throws IrException when the scores of a mask or the logits of a choice are not constant, or
   *     two choices share logits
   */
  public static SearchSpace of(Graph supernet) {
    Map<String, Group> groups = new LinkedHashMap<>();
    List<ChoiceOf> choices = new ArrayList<>();
    Set<String> logits = new HashSet<>();
    for (Node node : supernet.nodes()) {
      if (node.op() instanceof ChannelMask) {
        for (String scores : scoresOf(supernet, node)) {
          int channels = Math.toIntExact(supernet.constants().get(scores).size());
          groups.putIfAbsent(scores, new Group(scores, channels));
        }
      } else if (node.op() instanceof Choice) {
        ChoiceOf choice = choice(supernet, node);
        if (!logits.add(choice.logits())) {
          throw new IrException(
              "%%%s: the logits %%%s are another choice's, too; each needs its own",
              node.result(), choice.logits());
        }
        choices.add(choice);
      }
    }
    return new SearchSpace(List.copyOf(groups.values()), choices);
  }

  /** The constants that the scores of a mask are put together or selected from. */
  static List<String> scoresOf(Graph graph, Node mask) {
    List<String> constants = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(List.of(mask.operands().get(1)));
    while (!left.isEmpty()) {
      String value = left.pop();
      if (graph.constant(value).isPresent()) {
        constants.add(value);
      } else {
        left.addAll(selector(graph, value, mask).operands());
      }
    }
    return constants;
  }

  private static Node selector(Graph graph, String value, Node mask) {
    return graph
        .producer(value)
        .filter(node -> node.op() instanceof Concat || node.op() instanceof IndexSelect)
        .orElseThrow(
            () ->
                new IrException(
                    "%%%s: the scores %%%s are computed; constants, put together or selected from,"
                        + " are needed",
                    mask.result(), value));
  }

  private static ChoiceOf choice(Graph graph, Node node) {
    String logits = node.operands().get(node.operands().size() - 1);
    if (graph.constant(logits).isEmpty()) {
      throw new IrException("%%%s: the logits %%%s are not constant", node.result(), logits);
    }
    return new ChoiceOf(node.result(), logits, ChoiceResolver.preferred(graph, node));
  }

  /** All channels of each group. */
  public int[] channels() {
    return groups.stream().mapToInt(Group::channels).toArray();
  }

  /** The supernet in which the first channels of each group pass, and some branches are chosen. */
  Graph narrowed(Graph supernet, int[] kept, int[] branches) {
    boolean[][] passing = new boolean[groups.size()][];
    for (int g = 0; g < passing.length; g++) {
      passing[g] = new boolean[groups.get(g).channels()];
      for (int c = 0; c < kept[g]; c++) {
        passing[g][c] = true;
      }
    }
    return decided(supernet, passing, branches);
  }

  /**
   * The supernet with binary scores and logits that choose.
   *
   * @param passing whether each channel of each group is kept
   * @param branches the one of each choice
   */
  public Graph decided(Graph supernet, boolean[][] passing, int[] branches) {
    Map<String, Tensor> decided = new LinkedHashMap<>();
    for (int g = 0; g < groups.size(); g++) {
      double[] scores = new double[groups.get(g).channels()];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = passing[g][c] ? 1 : 0;
      }
      decided.put(groups.get(g).scores(), like(supernet, groups.get(g).scores(), scores));
    }
    for (int c = 0; c < choices.size(); c++) {
      double[] logits = new double[choices.get(c).branches()];
      logits[branches[c]] = 1;
      decided.put(choices.get(c).logits(), like(supernet, choices.get(c).logits(), logits));
    }
    Rebuild rebuild = new Rebuild(supernet);
    decided.forEach(rebuild::constant);
    supernet.nodes().forEach(rebuild::node);
    return rebuild.build();
  }

  private static Tensor like(Graph graph, String constant, double... values) {
    Tensor old = graph.constants().get(constant);
    return Tensor.of(old.element(), old.shape(), values);
  }
}
