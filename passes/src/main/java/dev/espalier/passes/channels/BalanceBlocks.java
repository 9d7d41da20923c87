package dev.espalier.passes.channels;

import dev.espalier.ir.op.Reason;
import dev.espalier.passes.channels.CoupledGroups.EqualBlocks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps channels of grouped convolutions so that every group is left with equally many. Where
 * several convolutions cut the same channels into groups, a channel goes back to where most of them
 * have lost too many.
 */
final class BalanceBlocks {
  private final Removal removal;

  BalanceBlocks(Removal removal) {
    this.removal = removal;
  }

  /** True if it kept a group. */
  boolean keepSome() {
    int[] wishes = new int[removal.groups().elementCount()];
    List<EqualBlocks> all = removal.groups().equalBlocks();
    all.forEach(blocks -> count(blocks, wishes));
    boolean changed = false;
    for (EqualBlocks blocks : all) {
      boolean[] emptied = emptied(blocks);
      for (ValueAxis axis : blocks.axes()) {
        changed |= new Blocks(axis, emptied).balance(wishes, blocks.by());
      }
    }
    return changed;
  }

  /** Counts, per group of indices, the blocks that could have it back. */
  private void count(EqualBlocks blocks, int[] wishes) {
    boolean[] emptied = emptied(blocks);
    for (ValueAxis axis : blocks.axes()) {
      Blocks cut = new Blocks(axis, emptied);
      for (int b = 0; b < emptied.length; b++) {
        if (cut.surplus(b) > 0) {
          cut.removedIn(b).forEach(p -> wishes[removal.groupAt(axis, p)]++);
        }
      }
    }
  }

  /** Which blocks are empty on all axes. */
  private boolean[] emptied(EqualBlocks blocks) {
    boolean[] emptied = new boolean[(int) blocks.count()];
    List<Blocks> cut = new ArrayList<>();
    blocks.axes().forEach(axis -> cut.add(new Blocks(axis, emptied)));
    for (int b = 0; b < emptied.length; b++) {
      int block = b;
      emptied[b] = cut.stream().allMatch(c -> c.removedIn(block).size() == c.size);
    }
    return emptied;
  }

  /** The blocks of one axis, and what is removed of them. */
  private final class Blocks {
    private final ValueAxis axis;
    private final boolean[] emptied;
    private final List<List<Integer>> removed = new ArrayList<>();
    private final int size;

    Blocks(ValueAxis axis, boolean[] emptied) {
      this.axis = axis;
      this.emptied = emptied;
      boolean[] gone = removal.positions(axis);
      this.size = gone.length / emptied.length;
      for (int b = 0; b < emptied.length; b++) {
        IntStream positions = IntStream.range(b * size, (b + 1) * size);
        removed.add(positions.filter(p -> gone[p]).boxed().toList());
      }
    }

    List<Integer> removedIn(int block) {
      return removed.get(block);
    }

    /** How many more are removed of a block than of the one that lost the fewest. */
    int surplus(int block) {
      int target = size - 1;
      for (int b = 0; b < emptied.length; b++) {
        target = emptied[b] ? target : Math.min(target, removed.get(b).size());
      }
      return emptied[block] ? 0 : removed.get(block).size() - target;
    }

    boolean balance(int[] wishes, String by) {
      boolean changed = false;
      for (int b = 0; b < emptied.length; b++) {
        List<Integer> candidates = new ArrayList<>(removed.get(b));
        candidates.sort(
            Comparator.comparing((Integer p) -> wishes[removal.groupAt(axis, p)])
                .thenComparing(Comparator.naturalOrder())
                .reversed());
        for (int p : candidates.subList(0, surplus(b))) {
          removal.keep(removal.groupAt(axis, p), new Blocker(Reason.UNEQUAL_GROUPS, by));
          changed = true;
        }
      }
      return changed;
    }
  }
}
