package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** Resizes with all flags, up, down, by odd factors and to one cell. */
final class ResizeCases {
  private static final int[][] SIZES = {
    {4, 5, 8, 10}, {8, 6, 4, 3}, {5, 7, 9, 4}, {1, 1, 3, 2}, {6, 6, 1, 1}
  };

  private ResizeCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int[] size : SIZES) {
      cases.add(bilinear(size, false, false));
      cases.add(bilinear(size, true, false));
      cases.add(bilinear(size, false, true));
      cases.add(nearest(size, false, false));
      cases.add(nearest(size, true, false));
      cases.add(nearest(size, false, true));
    }
    return cases;
  }

  private static OperatorCase bilinear(int[] size, boolean corners, boolean halves) {
    return resize(
        Builtin.RESIZE_BILINEAR,
        size,
        corners,
        halves,
        new Options.ResizeBilinear(corners, halves));
  }

  private static OperatorCase nearest(int[] size, boolean corners, boolean halves) {
    return resize(
        Builtin.RESIZE_NEAREST_NEIGHBOR,
        size,
        corners,
        halves,
        new Options.ResizeNearestNeighbor(corners, halves));
  }

  private static OperatorCase resize(
      Builtin kind, int[] size, boolean corners, boolean halves, Options options) {
    String mode = corners ? "align corners" : halves ? "half pixel" : "plain";
    return OperatorCase.of(
        "%s %dx%d to %dx%d %s".formatted(kind, size[0], size[1], size[2], size[3], mode),
        to -> {
          int x = to.input("x", 1, size[0], size[1], 2);
          List<Integer> shape = List.of(1, size[2], size[3], 2);
          int version = corners || halves ? 3 : 1;
          int y =
              to.op(kind, version, options, ElementType.F32, shape, x, to.ints(size[2], size[3]));
          to.output("y", y);
        });
  }
}
