package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Resize.Coordinates;
import dev.espalier.ir.op.Resize.Mode;
import dev.espalier.ir.op.Resize.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Writes interpolation. Sizes stay sizes and scales stay scales, because they differ in how a
 * position of the result maps to one of the operand.
 */
final class WriteResize {
  private WriteResize() {}

  static Call resize(Resize op, Site site) {
    if (site.opset() < 11) {
      return old(op, site);
    }
    site.since(op.coordinates() == Coordinates.HALF_PIXEL_SYMMETRIC ? 19 : 11);
    boolean absent = site.opset() >= 13;
    String none = absent ? Node.ABSENT : site.constant("none", Tensor.floats(new long[] {0}));
    Call call =
        op.sizes().isEmpty()
            ? Call.of("Resize", site.operand(0), none, scales(site, allScales(op, site)))
            : Call.of("Resize", site.operand(0), none, none, sizes(op, site));
    call.with("coordinate_transformation_mode", text(op.coordinates()))
        .with("mode", text(op.mode()));
    if (op.mode() == Mode.NEAREST) {
      call.with("nearest_mode", text(op.nearest()));
    } else if (op.mode() == Mode.CUBIC) {
      call.with("cubic_coeff_a", op.cubicA());
    }
    return op.excludeOutside() ? call.with("exclude_outside", true) : call;
  }

  private static List<Double> allScales(Resize op, Site site) {
    List<Double> scales = new ArrayList<>(Collections.nCopies(site.rank(), 1.0));
    for (int k = 0; k < op.axes().size(); k++) {
      scales.set(op.axes().get(k).intValue(), op.scales().get(k));
    }
    return scales;
  }

  private static String scales(Site site, List<Double> scales) {
    float[] values = new float[scales.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scales.get(i).floatValue();
    }
    return site.constant("scales", Tensor.floats(new long[] {values.length}, values));
  }

  private static String sizes(Resize op, Site site) {
    List<Dim> sizes = new ArrayList<>(site.type(0).dims());
    for (int k = 0; k < op.axes().size(); k++) {
      sizes.set(op.axes().get(k).intValue(), op.sizes().get(k));
    }
    return ShapeArithmetic.vector(site, sizes);
  }

  private static String text(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** Before opset 11 positions are scaled only (asymmetric), and the nearest is rounded down. */
  private static Call old(Resize op, Site site) {
    boolean nearest = op.mode() == Mode.NEAREST;
    boolean asymmetric = op.coordinates() == Coordinates.ASYMMETRIC;
    if (!(asymmetric && (op.mode() == Mode.LINEAR || nearest && op.nearest() == Nearest.FLOOR))
        && !(nearest && repeats(op, site))) {
      site.since(11);
    }
    List<Double> scales = op.sizes().isEmpty() ? allScales(op, site) : ratios(op, site);
    String kind = site.opset() < 10 ? "Upsample" : "Resize";
    if (kind.equals("Upsample") && scales.stream().anyMatch(scale -> scale < 1)) {
      site.since(10);
    }
    Call call =
        site.opset() < 9
            ? Call.of(kind, site.operand(0)).withFloats("scales", scales)
            : Call.of(kind, site.operand(0), scales(site, scales));
    return call.with("mode", text(op.mode()));
  }

  /** Whether each element becomes a block, which is what all ways to round agree on. */
  private static boolean repeats(Resize op, Site site) {
    boolean halfPixel =
        op.coordinates() == Coordinates.HALF_PIXEL
            && (op.nearest() == Nearest.ROUND_PREFER_FLOOR
                || op.nearest() == Nearest.ROUND_PREFER_CEIL);
    List<Double> scales = op.sizes().isEmpty() ? op.scales() : ratios(op, site);
    return halfPixel && scales.stream().allMatch(s -> s >= 1 && s == Math.rint(s));
  }

  private static List<Double> ratios(Resize op, Site site) {
    List<Double> ratios = new ArrayList<>(Collections.nCopies(site.rank(), 1.0));
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      Dim from = site.type(0).dim(axis);
      Dim to = op.sizes().get(k);
      if (!from.isConstant() || !to.isConstant()) {
        site.since(11);
      }
      double ratio = (float) ((double) to.value() / from.value());
      if ((long) (ratio * from.value()) != to.value()) {
        site.since(11);
      }
      ratios.set(axis, ratio);
    }
    return ratios;
  }
}
