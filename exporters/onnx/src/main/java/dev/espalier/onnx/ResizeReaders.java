package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Resize.Coordinates;
import dev.espalier.ir.op.Resize.Mode;
import dev.espalier.ir.op.Resize.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Interpolation. An axis whose size stays is left out: its elements stay in place. */
final class ResizeReaders {
  private ResizeReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("Upsample", 7, ResizeReaders::old);
    readers.add(
        "Resize",
        10,
        node -> {
          if (node.opset() < 11) {
            old(node);
          } else {
            resize(node);
          }
        });
  }

  /**
   * Until opset 10 position i of the result is i / scale of x, which the mode {@code nearest}
   * rounds down when the result is larger, and up when it is smaller.
   */
  private static void old(OnnxNode node) {
    TensorType x = node.type(0);
    List<Double> scales = node.opset() < 9 ? node.attributes().reals("scales") : node.reals(1);
    Mode mode = mode(node.attributes());
    boolean shrinks = scales.stream().anyMatch(s -> s < 1);
    if (shrinks && scales.stream().anyMatch(s -> s > 1)) {
      throw new NotModelled("scales %s below and above 1", scales);
    }
    if (scales.size() != x.rank()) {
      throw malformed("scales %s for %s", scales, x);
    }
    Nearest nearest = shrinks ? Nearest.CEIL : Nearest.FLOOR;
    List<Long> all = LongStream.range(0, x.rank()).boxed().toList();
    scale(node, all, scales, mode, new Grid(Coordinates.ASYMMETRIC, nearest, -0.75, false));
  }

  /** How positions map, and how values between elements are made. */
  private record Grid(Coordinates coordinates, Nearest nearest, double cubicA, boolean exclude) {
    static Grid of(Attributes attributes) {
      return new Grid(
          parseCoordinates(attributes.text("coordinate_transformation_mode", "half_pixel")),
          parseNearest(attributes.text("nearest_mode", "round_prefer_floor")),
          attributes.real("cubic_coeff_a", -0.75),
          attributes.flag("exclude_outside", false));
    }
  }

  private static void resize(OnnxNode node) {
    TensorType x = node.type(0);
    Attributes attributes = node.attributes();
    if (attributes.flag("antialias", false)
        || !attributes.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw new NotModelled("antialiasing and kept aspect ratios are not modelled");
    }
    List<Long> all = LongStream.range(0, x.rank()).boxed().toList();
    List<Long> axes =
        attributes.integers("axes", all).stream()
            .map(a -> (long) Shapes.axis(a, x.rank()))
            .toList();
    boolean bySize = node.has(3) && !(node.has(2) && !isEmpty(node, 2));
    if (bySize) {
      size(node, axes, node.dims(3), mode(attributes), Grid.of(attributes));
    } else {
      scale(node, axes, node.reals(2), mode(attributes), Grid.of(attributes));
    }
  }

  private static boolean isEmpty(OnnxNode node, int operand) {
    return node.type(operand).elements().is(0);
  }

  private static void scale(
      OnnxNode node, List<Long> axes, List<Double> scales, Mode mode, Grid grid) {
    TensorType x = node.type(0);
    requireCount(axes, scales, x);
    List<Long> changed = new ArrayList<>();
    List<Double> by = new ArrayList<>();
    for (int k = 0; k < axes.size(); k++) {
      double scale = scales.get(k);
      Dim dim = x.dim(axes.get(k).intValue());
      boolean fraction = scale != Math.rint(scale) && 1 / Math.rint(1 / scale) != scale;
      if (!dim.isConstant() && fraction) {
        throw new NotModelled("the scale %s of the axis of size %s", scale, dim);
      }
      if (scale != 1) {
        changed.add(axes.get(k));
        by.add(scale);
      }
    }
    finish(node, changed, by, List.of(), mode, grid);
  }

  private static void size(OnnxNode node, List<Long> axes, List<Dim> sizes, Mode mode, Grid grid) {
    TensorType x = node.type(0);
    requireCount(axes, sizes, x);
    List<Long> changed = new ArrayList<>();
    List<Dim> to = new ArrayList<>();
    for (int k = 0; k < axes.size(); k++) {
      if (sizes.get(k).isConstant() && sizes.get(k).value() <= 0) {
        throw malformed("sizes %s", sizes);
      }
      if (!sizes.get(k).equals(x.dim(axes.get(k).intValue()))) {
        changed.add(axes.get(k));
        to.add(sizes.get(k));
      }
    }
    finish(node, changed, List.of(), to, mode, grid);
  }

  private static void requireCount(List<Long> axes, List<?> given, TensorType x) {
    if (given.size() != axes.size()) {
      throw malformed("%s for the axes %s of %s", given, axes, x);
    }
  }

  private static void finish(
      OnnxNode node, List<Long> axes, List<Double> scales, List<Dim> sizes, Mode mode, Grid grid) {
    if (axes.isEmpty()) {
      node.forward(node.operand(0));
      return;
    }
    node.result(
        new Resize(
            axes,
            scales,
            sizes,
            mode,
            grid.coordinates(),
            grid.nearest(),
            grid.cubicA(),
            grid.exclude()),
        node.operand(0));
  }

  private static Mode mode(Attributes attributes) {
    String mode = attributes.text("mode", "nearest");
    return switch (mode) {
      case "nearest", "linear", "cubic" -> Mode.valueOf(mode.toUpperCase(Locale.ROOT));
      case "bilinear", "trilinear" -> Mode.LINEAR;
      default -> throw new NotModelled("the mode '%s'", mode);
    };
  }

  private static Coordinates parseCoordinates(String name) {
    return switch (name) {
      case "half_pixel",
          "pytorch_half_pixel",
          "align_corners",
          "asymmetric",
          "half_pixel_symmetric",
          "tf_half_pixel_for_nn" ->
          Coordinates.valueOf(name.toUpperCase(Locale.ROOT));
      default -> throw new NotModelled("the coordinates '%s'", name);
    };
  }

  private static Nearest parseNearest(String name) {
    return switch (name) {
      case "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" ->
          Nearest.valueOf(name.toUpperCase(Locale.ROOT));
      default -> throw new NotModelled("the rounding '%s'", name);
    };
  }
}
