package dev.espalier.accuracy.score;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Resize;
import dev.espalier.ir.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The class of every pixel, from what a model returns: scores of classes, which are interpolated to
 * the size of the labels before the best one is taken, or the classes themselves.
 *
 * @param scores how many classes have one; absent when the model chooses itself
 */
record PixelClasses(OptionalInt scores, int[] predicted) {
  /**
   * Reads an output.
   *
   * @param name of the output, for messages
   * @param axes those of the input, which the output has too unless its sizes say otherwise
   * @param seen what the model was given
   */
  static PixelClasses of(
      String name, Tensor output, PictureAxes axes, Picture seen, int width, int height) {
    if (output.element().isFloat() && output.rank() == 4 && output.dim(0) == 1) {
      PictureAxes own = axes(output, axes, seen);
      int classes = Math.toIntExact(output.dim(own.channel()));
      if (classes >= 2 && classes <= ConfusionMatrix.MOST_CLASSES) {
        return new PixelClasses(
            OptionalInt.of(classes), new ScorePlanes(name, output, own).best(width, height));
      }
    } else if (!output.element().isFloat() && isOnePlane(output, seen)) {
      return new PixelClasses(OptionalInt.empty(), chosen(name, output, width, height));
    }
    throw new NotEvaluableException(
        "the output %s is %s, wanted scores of at least 2 classes (at most %d), such as"
            + " f32[1,classes,H,W], or a class for each pixel, such as i64[1,H,W]",
        name, output.type(), ConfusionMatrix.MOST_CLASSES);
  }

  private static PictureAxes axes(Tensor output, PictureAxes axes, Picture seen) {
    boolean other =
        !axes.haveProportions(output.shape(), seen.width(), seen.height())
            && axes.other().haveProportions(output.shape(), seen.width(), seen.height());
    return other ? axes.other() : axes;
  }

  /** Whether all axes but two have size 1, and these two the picture's proportions. */
  private static boolean isOnePlane(Tensor output, Picture seen) {
    long[] sizes = Arrays.stream(output.shape()).filter(size -> size > 1).toArray();
    return sizes.length == 2
        && PictureAxes.CHANNELS_FIRST.haveProportions(
            new long[] {1, 1, sizes[0], sizes[1]}, seen.width(), seen.height());
  }

  private static int[] chosen(String name, Tensor output, int width, int height) {
    long[] sizes = Arrays.stream(output.shape()).filter(size -> size > 1).toArray();
    int[] classes = Arrays.stream(output.toLongs()).mapToInt(c -> known(name, c)).toArray();
    LabelMap map = new LabelMap((int) sizes[1], (int) sizes[0], classes);
    return Resize.labels(map, width, height).classes();
  }

  private static int known(String name, long found) {
    if (found < 0 || found >= ConfusionMatrix.MOST_CLASSES) {
      throw new NotEvaluableException(
          "the output %s has the class %d, wanted classes from 0 to %d",
          name, found, ConfusionMatrix.MOST_CLASSES - 1);
    }
    return (int) found;
  }
}
