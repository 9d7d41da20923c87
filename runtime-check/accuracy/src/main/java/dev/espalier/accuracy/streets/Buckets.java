package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Things by the cells of a flat grid that they may touch, nearest first. */
final class Buckets {
  /** A thing and the least distance at which it can be. */
  record Entry(Thing thing, double nearest) {}

  /** A rectangle on the flat, and how near what it stands for comes. */
  record Extent(double left, double right, double low, double high, double nearest) {
    /** The extent of a box of which the corners are given on the flat, z being the distance. */
    static Extent of(List<Vec> corners) {
      return corners.stream()
          .map(c -> new Extent(c.x(), c.x(), c.y(), c.y(), c.z()))
          .reduce(Extent::with)
          .orElseThrow();
    }

    private Extent with(Extent other) {
      return new Extent(
          Math.min(left, other.left),
          Math.max(right, other.right),
          Math.min(low, other.low),
          Math.max(high, other.high),
          Math.min(nearest, other.nearest));
    }
  }

  private final double left;
  private final double low;
  private final double cell;
  private final int columns;
  private final int rows;
  private final List<List<Entry>> cells = new ArrayList<>();

  /** Covers a rectangle; what lies beyond belongs to the outermost cells. */
  Buckets(double left, double right, double low, double high, double cell) {
    this.left = left;
    this.low = low;
    this.cell = cell;
    columns = Math.max(1, (int) Math.ceil((right - left) / cell));
    rows = Math.max(1, (int) Math.ceil((high - low) / cell));
    for (int i = 0; i < columns * rows; i++) {
      cells.add(new ArrayList<>());
    }
  }

  void add(Thing thing, Extent extent) {
    Entry entry = new Entry(thing, extent.nearest());
    for (int row = row(extent.low()); row <= row(extent.high()); row++) {
      for (int column = column(extent.left()); column <= column(extent.right()); column++) {
        cells.get(row * columns + column).add(entry);
      }
    }
  }

  void sort() {
    cells.forEach(entries -> entries.sort(Comparator.comparingDouble(Entry::nearest)));
  }

  List<Entry> at(double x, double y) {
    return cells.get(row(y) * columns + column(x));
  }

  private int column(double x) {
    return (int) Math.max(0, Math.min(columns - 1, (x - left) / cell));
  }

  private int row(double y) {
    return (int) Math.max(0, Math.min(rows - 1, (y - low) / cell));
  }
}
