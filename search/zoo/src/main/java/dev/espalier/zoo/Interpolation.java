package dev.espalier.zoo;

import dev.espalier.ir.Dim;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Resize.Coordinates;
import dev.espalier.ir.op.Resize.Mode;
import dev.espalier.ir.op.Resize.Nearest;
import java.util.List;

/** How a picture [N,C,H,W] gets another height and width. */
enum Interpolation {
  /** Bilinear, pixels as areas. */
  BILINEAR(Mode.LINEAR, Coordinates.HALF_PIXEL),
  /** Bilinear, the corner pixels on each other. */
  ALIGNED(Mode.LINEAR, Coordinates.ALIGN_CORNERS),
  /** Each pixel repeated; for whole factors. */
  NEAREST(Mode.NEAREST, Coordinates.ASYMMETRIC);

  private final Mode mode;
  private final Coordinates coordinates;

  Interpolation(Mode mode, Coordinates coordinates) {
    this.mode = mode;
    this.coordinates = coordinates;
  }

  /** The picture at another size. */
  Value to(Value x, long height, long width) {
    return x.then(
        new Resize(
            List.of(2L, 3L),
            List.of(),
            List.of(Dim.of(height), Dim.of(width)),
            mode,
            coordinates,
            Nearest.FLOOR,
            -0.75,
            false));
  }

  /** The picture at the size of another. */
  Value like(Value other, Value x) {
    return to(x, other.size(2), other.size(3));
  }

  /** Scores at the size of the picture that went in, at the top scope. */
  Value toInput(Value scores) {
    Configuration configuration = scores.network().configuration();
    return to(scores.in(""), configuration.height(), configuration.width());
  }
}
