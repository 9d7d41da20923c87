package dev.espalier.ir.op;

import dev.espalier.ir.IrException;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** Numbers with equal steps between them, which take no memory however many they are. */
final class Progression extends AbstractList<Long> implements RandomAccess {
  private final long first;
  private final long step;
  private final int count;

  Progression(long first, long step, long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IrException("%d positions are too many to list", count);
    }
    this.first = first;
    this.step = step;
    this.count = (int) count;
  }

  @Override
  public Long get(int index) {
    return first + Objects.checkIndex(index, count) * step;
  }

  @Override
  public int size() {
    return count;
  }
}
