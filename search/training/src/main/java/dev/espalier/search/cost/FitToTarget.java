package dev.espalier.search.cost;

import dev.espalier.ir.op.ChannelMask;
import dev.espalier.search.cost.SearchSpace.ChoiceOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The end of a search: brings what scores and logits say to a target. Above the target the channels
 * of the lowest scores go, below the band under it those of the highest scores come back, and then
 * channels come back that cost nothing, up to a multiple of so many. Among equal scores channels of
 * a lower index, and groups that come first, are kept.
 *
 * @param target the most the result may cost, in the unit of the cost
 * @param least the share of the target that the result should at least cost
 * @param minChannels the fewest channels of a group that has as many
 * @param align what widths should be a multiple of; multiply-accumulates, which tell nothing about
 *     the time, are counted at multiples
 */
public record FitToTarget(
    SupernetCost cost, double target, double least, int minChannels, int align) {
  /** The share of the target that the result of a search should at least cost. */
  public static final double LEAST = 0.97;

  public FitToTarget {
    if (!(target > 0) || !(least >= 0 && least <= 1) || minChannels < 1 || align < 1) {
      throw new IllegalArgumentException(
          "a target above 0, a share of it up to 1, and 1 or more channels are needed,"
              + " not %s, %s, %d and %d".formatted(target, least, minChannels, align));
    }
  }

  /**
   * What is kept.
   *
   * @param passing whether each channel of each group is kept
   * @param branches the one of each choice
   * @param cost of the deployed network
   * @param reached whether the cost is in the band; else it is the nearest that is reached
   */
  public record Fit(boolean[][] passing, int[] branches, double cost, boolean reached) {}

  /** A channel of a group. */
  private record Channel(int group, int index, double score) {
    /** Those first that are kept before others. */
    static final Comparator<Channel> BEST =
        Comparator.comparingDouble((Channel c) -> -c.score)
            .thenComparingInt(Channel::index)
            .thenComparingInt(Channel::group);
  }

  /** The branches of the greatest logits, the cheaper ones of equal logits. */
  public static int[] branches(SearchSpace space, double[][] logits) {
    int[] branches = new int[logits.length];
    for (int c = 0; c < branches.length; c++) {
      ChoiceOf choice = space.choices().get(c);
      branches[c] = choice.preferred().get(0);
      for (int branch : choice.preferred()) {
        if (logits[c][branch] > logits[c][branches[c]]) {
          branches[c] = branch;
        }
      }
    }
    return branches;
  }

  /**
   * Fits what a search found: the channels whose scores pass.
   *
   * @param scores of the channels of each group
   * @param branches the one of each choice
   */
  public Fit of(double[][] scores, int[] branches) {
    boolean[][] passing = new boolean[scores.length][];
    for (int g = 0; g < scores.length; g++) {
      passing[g] = new boolean[scores[g].length];
      for (int c = 0; c < scores[g].length; c++) {
        passing[g][c] = ChannelMask.passes(scores[g][c]);
      }
    }
    return new Run(scores, passing, branches).run();
  }

  /**
   * Fits the whole supernet, from which the channels of the lowest scores go.
   *
   * @param scores of the channels of each group, of which only the order counts
   * @param branches the one of each choice
   */
  public Fit ofAll(double[][] scores, int[] branches) {
    boolean[][] passing = new boolean[scores.length][];
    for (int g = 0; g < scores.length; g++) {
      passing[g] = new boolean[scores[g].length];
      Arrays.fill(passing[g], true);
    }
    return new Run(scores, passing, branches).run();
  }

  /** One run. */
  private final class Run {
    private final boolean[][] passing;
    private final int[] branches;
    private final int[] kept;
    private final List<Channel> order = new ArrayList<>();

    Run(double[][] scores, boolean[][] passing, int[] branches) {
      this.passing = passing;
      this.branches = branches;
      this.kept = new int[scores.length];
      for (int g = 0; g < scores.length; g++) {
        for (int c = 0; c < scores[g].length; c++) {
          order.add(new Channel(g, c, scores[g][c]));
          kept[g] += passing[g][c] ? 1 : 0;
        }
      }
      order.sort(Channel.BEST);
    }

    Fit run() {
      for (int g = 0; g < kept.length; g++) {
        widen(g, Math.min(minChannels, passing[g].length));
      }
      drop();
      restore();
      for (int g = 0; g < kept.length; g++) {
        align(g);
      }
      double now = cost.exact(kept, branches);
      return new Fit(passing, branches, now, now <= target && now >= least * target);
    }

    /** The cost of widths, at multiples if the unit has no other reason for them. */
    private double now() {
      return isAlignedByCost() ? cost.exact(kept, branches) : cost.exact(multiples(), branches);
    }

    private int[] multiples() {
      int[] multiples = kept.clone();
      for (int g = 0; g < multiples.length; g++) {
        multiples[g] = multiple(g);
      }
      return multiples;
    }

    /** If no width is within the target, those that cost least stay. */
    private void drop() {
      List<Channel> worst = new ArrayList<>(order);
      Collections.reverse(worst);
      List<Channel> since = new ArrayList<>();
      double now = now();
      double lowest = now;
      for (Channel channel : worst) {
        if (now > target
            && passing[channel.group][channel.index]
            && kept[channel.group] > minChannels) {
          set(channel, false);
          since.add(channel);
          now = now();
          if (now <= lowest) {
            lowest = now;
            since.clear();
          }
        }
      }
      since.forEach(channel -> set(channel, true));
    }

    private void restore() {
      double now = now();
      for (Channel channel : order) {
        if (now >= least * target) {
          return;
        }
        if (!passing[channel.group][channel.index]) {
          set(channel, true);
          double more = now();
          if (more > target) {
            set(channel, false);
          } else {
            now = more;
          }
        }
      }
    }

    /** The largest width up to a multiple that costs no more. */
    private void align(int group) {
      int before = kept[group];
      double now = now();
      for (int wider = multiple(group); wider > before; wider--) {
        kept[group] = wider;
        double there = now();
        kept[group] = before;
        if (there <= now) {
          widen(group, wider);
          return;
        }
      }
    }

    private int multiple(int group) {
      return Math.min(passing[group].length, (kept[group] + align - 1) / align * align);
    }

    /** Lets the best channels of a group pass until so many do. */
    private void widen(int group, int width) {
      for (Channel channel : order) {
        if (kept[group] < width && channel.group == group && !passing[group][channel.index]) {
          set(channel, true);
        }
      }
    }

    private void set(Channel channel, boolean passes) {
      passing[channel.group][channel.index] = passes;
      kept[channel.group] += passes ? 1 : -1;
    }
  }

  private boolean isAlignedByCost() {
    return !cost.unit().equals(MacMeasure.UNIT);
  }
}
