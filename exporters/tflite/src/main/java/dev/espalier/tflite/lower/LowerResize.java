package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Resize;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.Locale;
import java.util.Optional;

/** Interpolation of images. */
final class LowerResize {
  private LowerResize() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(Resize.class, LowerResize::resize);
  }

  /** Nearest neighbours that no flags express have been rewritten. */
  private static Void resize(Resize op, Site site) {
    Optional<ResizeFlags> flags = ResizeFlags.of(op, site.shape(0), site.resultShape());
    boolean image = site.type(0).rank() == 4 && op.axes().stream().allMatch(axis -> axis >= 2);
    if (flags.isEmpty() || !image || site.element(0) != ElementType.F32) {
      throw site.refuse(
          Code.RESIZE_MODE_NOT_EXPRESSIBLE,
          "TFLite cannot resize %s to %s (mode %s, coordinates %s, axes %s)",
          site.type(0),
          site.graph().type(site.node().result()),
          op.mode().name().toLowerCase(Locale.ROOT),
          op.coordinates().name().toLowerCase(Locale.ROOT),
          op.axes());
    }
    boolean corners = flags.get().alignCorners();
    boolean centers = flags.get().halfPixelCenters();
    int size = site.constant("size", Integers.vector(site.resultShape()[2], site.resultShape()[3]));
    if (op.mode() == Resize.Mode.NEAREST) {
      site.result(
          Builtin.RESIZE_NEAREST_NEIGHBOR,
          new Options.ResizeNearestNeighbor(corners, centers),
          site.operand(0),
          size);
    } else {
      site.result(
          Builtin.RESIZE_BILINEAR,
          new Options.ResizeBilinear(corners, centers),
          site.operand(0),
          size);
    }
    return null;
  }
}
