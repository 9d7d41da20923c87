package dev.espalier.check;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where images are taken to have their channels in a candidate when several places fit their sizes,
 * as those of 8 channels of 8 x 8: TFLite has them last, ONNX behind the batch.
 */
enum OpenAxes {
  SAME,
  LAST,
  FIRST;

  private static final List<Integer> CHANNELS_LAST = List.of(0, 2, 3, 1);
  private static final List<Integer> CHANNELS_FIRST = List.of(0, 3, 1, 2);

  /** What to assume about two models, the likeliest first; the numbers tell what is right. */
  static List<OpenAxes> of(ModelFormat reference, ModelFormat candidate) {
    if (reference == candidate) {
      return List.of(SAME);
    }
    return candidate == ModelFormat.TFLITE ? List.of(LAST, SAME) : List.of(FIRST, SAME);
  }

  /**
   * Axes in the orders in which they are tried: i is axis {@code order.get(i)} of the reference.
   */
  List<List<Integer>> orders(int rank) {
    List<Integer> same = IntStream.range(0, rank).boxed().toList();
    if (rank != CHANNELS_LAST.size()) {
      return List.of(same);
    }
    return switch (this) {
      case SAME -> List.of(same, CHANNELS_LAST, CHANNELS_FIRST);
      case LAST -> List.of(CHANNELS_LAST, same, CHANNELS_FIRST);
      case FIRST -> List.of(CHANNELS_FIRST, same, CHANNELS_LAST);
    };
  }
}
