package dev.espalier.accuracy.score;

import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Resize;
import dev.espalier.check.PortType;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * The input of a model that takes one picture: three colours, channels first or last. A picture is
 * resized (bilinear) where the input has sizes of its own.
 */
record PictureInput(PortType port, PictureAxes axes, Preprocessing preprocessing) {
  /**
   * The only input of a model.
   *
   * @throws NotEvaluableException when it has more, or the one does not take a picture
   */
  static PictureInput of(List<PortType> ports, Preprocessing preprocessing) {
    if (ports.size() != 1) {
      throw new NotEvaluableException("wanted a model with one input, and this one has %s", ports);
    }
    PortType port = ports.get(0);
    TensorType type = port.type();
    PictureAxes axes = type.rank() == 4 ? PictureAxes.ofInput(type) : PictureAxes.CHANNELS_FIRST;
    boolean fits =
        type.rank() == 4
            && type.element() == ElementType.F32
            && takes(type, 0, 1)
            && takes(type, axes.channel(), 3);
    if (!fits) {
      throw new NotEvaluableException(
          "wanted an input for one picture, f32[1,3,H,W] or f32[1,H,W,3], found %s", port);
    }
    return new PictureInput(port, axes, preprocessing);
  }

  private static boolean takes(TensorType type, int axis, long size) {
    return !type.dim(axis).isConstant() || type.dim(axis).value() == size;
  }

  /** The picture in the size that the model takes. */
  Picture resized(Picture picture) {
    return Resize.picture(
        picture, size(axes.width(), picture.width()), size(axes.height(), picture.height()));
  }

  private int size(int axis, int own) {
    TensorType type = port.type();
    return type.dim(axis).isConstant() ? Math.toIntExact(type.dim(axis).value()) : own;
  }

  /** What the model is given for a picture of its size. */
  Tensor tensor(Picture picture) {
    int plane = picture.width() * picture.height();
    boolean last = axes == PictureAxes.CHANNELS_LAST;
    float[] values = new float[3 * plane];
    preprocessing.put(picture, values, 0, last ? 3 : 1, last ? 1 : plane);
    long[] shape = new long[4];
    shape[0] = 1;
    shape[axes.channel()] = 3;
    shape[axes.height()] = picture.height();
    shape[axes.width()] = picture.width();
    return Tensor.floats(shape, values);
  }
}
