package dev.espalier.passes.channels;

import dev.espalier.ir.op.Reason;
import dev.espalier.passes.channels.CoupledGroups.EqualBlocks;
import java.util.ArrayList;
import java.util.List;

/** Keeps channels of grouped convolutions so that every group is left with equally many. */
final class BalanceBlocks {
  private final Removal removal;

  BalanceBlocks(Removal removal) {
    this.removal = removal;
  }

  /** True if it kept a group. */
  boolean keepSome() {
    boolean changed = false;
    for (EqualBlocks blocks : removal.groups().equalBlocks()) {
      changed |= balance(blocks);
    }
    return changed;
  }

  private boolean balance(EqualBlocks blocks) {
    int count = (int) blocks.count();
    List<boolean[]> gone = new ArrayList<>();
    blocks.axes().forEach(axis -> gone.add(removal.positions(axis)));
    boolean[] emptied = new boolean[count];
    for (int b = 0; b < count; b++) {
      int block = b;
      emptied[b] = gone.stream().allMatch(g -> removedIn(g, block, count) == g.length / count);
    }
    boolean changed = false;
    for (int a = 0; a < gone.size(); a++) {
      changed |= balance(blocks, blocks.axes().get(a), gone.get(a), emptied);
    }
    return changed;
  }

  private boolean balance(EqualBlocks blocks, ValueAxis axis, boolean[] gone, boolean[] emptied) {
    int count = emptied.length;
    int size = gone.length / count;
    int target = size - 1;
    for (int b = 0; b < count; b++) {
      target = emptied[b] ? target : Math.min(target, removedIn(gone, b, count));
    }
    boolean changed = false;
    for (int b = 0; b < count; b++) {
      int surplus = emptied[b] ? 0 : removedIn(gone, b, count) - target;
      for (int p = (b + 1) * size - 1; surplus > 0; p--) {
        if (gone[p]) {
          removal.keep(removal.groupAt(axis, p), Reason.UNEQUAL_GROUPS, blocks.by());
          surplus--;
          changed = true;
        }
      }
    }
    return changed;
  }

  private static int removedIn(boolean[] gone, int block, int count) {
    int size = gone.length / count;
    int removed = 0;
    for (int p = block * size; p < (block + 1) * size; p++) {
      removed += gone[p] ? 1 : 0;
    }
    return removed;
  }
}
