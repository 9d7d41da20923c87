package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import java.util.List;

/** A graph with pools of coupled channels that can be narrowed step by step. */
public interface Narrowable {
  /**
   * Channels that live or die in steps.
   *
   * @param widths channels that are left after so many steps, from all to the fewest
   */
  record Widths(String name, List<Integer> widths) {
    public Widths {
      widths = List.copyOf(widths);
    }

    /** All channels. */
    public int channels() {
      return widths.get(0);
    }

    /** How many steps there are. */
    public int steps() {
      return widths.size() - 1;
    }

    /** Channels that are gone after so many steps. */
    public int removed(int steps) {
      return channels() - widths.get(steps);
    }
  }

  /** The pools, in a fixed order. */
  List<Widths> widths();

  /**
   * The graph with masks that remove the first steps of each pool.
   *
   * @param steps how many, by pool
   */
  Graph narrowed(int... steps);
}
