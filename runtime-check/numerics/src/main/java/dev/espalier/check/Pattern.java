package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.Locale;
import java.util.Random;

/**
 * Values for an input, the same on every machine. Patterns with an edge or a slope show errors at
 * borders and mixed-up axes that random values hide.
 *
 * <p>Integers may be indices, so they stay within 0..15; u8 is taken for a picture and goes to 255.
 */
enum Pattern {
  /** Uniform in -1..1. */
  RANDOM_UNIFORM,
  /** Normal, mean 0, variance 1. */
  RANDOM_NORMAL,
  /**
   * A line of dark strokes (-1) on a bright ground (1), like text. Detectors and segmentation
   * networks that are silent on everything else here answer to it.
   */
  STROKES,
  /** From -1 to 1, twice as steep along the width as along the height, falling in odd channels. */
  RAMP,
  ZEROS,
  /** Waves and a little grain in 0..1, as a photograph has. */
  SMOOTH,
  /** A frame of ones around zeros. */
  BORDER,
  /** Ones at the corners and in the middle, zeros elsewhere. */
  IMPULSES,
  ONES;

  /** A position in a picture. */
  private record Point(int channel, int row, int column, int rows, int columns) {
    static Point of(Layout layout, int index) {
      return new Point(
          layout.channel().position(index),
          layout.height().position(index),
          layout.width().position(index),
          layout.height().size(),
          layout.width().size());
    }

    private double y() {
      return row / Math.max(1.0, rows - 1);
    }

    private double x() {
      return column / Math.max(1.0, columns - 1);
    }

    double slope() {
      double rising = 2 * (y() + 2 * x()) / 3 - 1;
      return channel % 2 == 0 ? rising : -rising;
    }

    double wave() {
      return StrictMath.sin(2 * Math.PI * (2 * x() + y()) + channel) * StrictMath.cos(4 * y());
    }

    /** Cells of 3 x 3 pixels, half of them dark, 16 rows high in the middle of the picture. */
    boolean isStroke() {
      boolean inLine = Math.abs(2 * row - rows) <= 16 && Math.abs(2 * x() - 1) < 0.6;
      int cell = (row / 3 * 31 + column / 3) * 0x9e3779b9;
      return inLine && (cell >>> 20 & 1) == 1;
    }

    private boolean isRowEnd() {
      return row == 0 || row == rows - 1;
    }

    private boolean isColumnEnd() {
      return column == 0 || column == columns - 1;
    }

    boolean isFrame() {
      return isColumnEnd() || rows > 1 && isRowEnd();
    }

    boolean isCorner() {
      return isColumnEnd() && isRowEnd();
    }

    boolean isMiddle() {
      return row == rows / 2 && column == columns / 2;
    }
  }

  private double at(Point point, Random random) {
    return switch (this) {
      case RANDOM_UNIFORM -> 2 * random.nextDouble() - 1;
      case STROKES -> point.isStroke() ? -1 : 1;
      case RANDOM_NORMAL -> random.nextGaussian();
      case RAMP -> point.slope();
      case SMOOTH -> 0.5 + 0.45 * point.wave() + 0.05 * random.nextDouble();
      case BORDER -> point.isFrame() ? 1 : 0;
      case IMPULSES -> point.isCorner() || point.isMiddle() ? 1 : 0;
      case ZEROS -> 0;
      case ONES -> 1;
    };
  }

  /** The name in reports, such as {@code random-uniform}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A tensor of this pattern; equal seeds give equal tensors. */
  Tensor tensor(ElementType element, long[] shape, long seed) {
    Random random = new Random(seed);
    Layout layout = Layout.of(shape);
    double[] numbers = new double[Math.toIntExact(Shapes.size(shape))];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = fit(element, at(Point.of(layout, i), random));
    }
    return Tensor.of(element, shape, numbers);
  }

  private double fit(ElementType element, double value) {
    if (element.isFloat()) {
      return value;
    }
    if (element == ElementType.BOOL) {
      return value > 0 ? 1 : 0;
    }
    if (this == STROKES || compareTo(BORDER) >= 0) {
      return Math.max(0, value);
    }
    return Math.rint(Math.min(1, Math.abs(value)) * (element == ElementType.U8 ? 255 : 15));
  }
}
