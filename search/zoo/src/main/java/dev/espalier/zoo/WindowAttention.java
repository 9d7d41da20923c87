package dev.espalier.zoo;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Slice;
import java.util.List;

/**
 * Attention within windows (Liu et al.: Swin transformer, 2021), with a learned bias for each
 * distance of two tokens and head. With a shift, the picture is rolled, and tokens that are no
 * neighbours do not see each other.
 *
 * @param window height and width of a window in tokens
 * @param shift of the windows in tokens; ignored along an axis that is a single window
 * @param heads of the attention
 */
record WindowAttention(int window, int shift, int heads) {
  /** What is added to the products of tokens that must not see each other. */
  private static final double HIDDEN = -100;

  /** The attention on [1,H,W,C]. */
  Value of(Value x) {
    long height = x.size(1);
    long width = x.size(2);
    Value padded = Layers.padded(x, Math.floorMod(-height, window), Math.floorMod(-width, window));
    long down = padded.size(1) > window ? shift : 0;
    long right = padded.size(2) > window ? shift : 0;
    Value windows = partition(roll(roll(padded, 1, down), 2, right));
    Value mixed = attend(windows, padded.size(1), padded.size(2), down, right);
    Value whole = merge(mixed, padded.size(1), padded.size(2));
    whole = roll(roll(whole, 1, padded.size(1) - down), 2, padded.size(2) - right);
    return Layers.cropped(whole, height, width);
  }

  /** The first rows or columns, as many as {@code by}, go to the end. */
  private static Value roll(Value x, int axis, long by) {
    long size = x.size(axis);
    return by % size == 0 ? x : range(x, axis, by, size).concat(axis, range(x, axis, 0, by));
  }

  private static Value range(Value x, long axis, long from, long to) {
    return x.then(new Slice(List.of(axis), List.of(from), List.of(to), List.of(1L)));
  }

  /** [windows, tokens, C]. */
  private Value partition(Value x) {
    long rows = x.size(1) / window;
    long columns = x.size(2) / window;
    return x.reshape(1, rows, window, columns, window, x.size(3))
        .transpose(0, 1, 3, 2, 4, 5)
        .reshape(rows * columns, tokens(), x.size(3));
  }

  private Value merge(Value x, long height, long width) {
    return x.reshape(1, height / window, width / window, window, window, x.size(2))
        .transpose(0, 1, 3, 2, 4, 5)
        .reshape(1, height, width, x.size(2));
  }

  private Value attend(Value x, long height, long width, long down, long right) {
    long windows = x.size(0);
    int channels = (int) x.size(2);
    Value all =
        x.linear("qkv", 3 * channels)
            .reshape(windows, tokens(), 3, heads, channels / heads)
            .transpose(2, 0, 3, 1, 4);
    Value query = part(all, 0).times(1 / Math.sqrt(channels / (double) heads));
    Value products = Attention.products(query, part(all, 1)).then(new Add(), bias(x));
    if (down > 0 || right > 0) {
      products = products.then(new Add(), hidden(x, height, width, down, right));
    }
    Value result = Attention.weigh(products, part(all, 2));
    return result
        .transpose(0, 2, 1, 3)
        .reshape(windows, tokens(), channels)
        .linear("proj", channels);
  }

  /** Query, key or value: [windows, heads, tokens, C / heads]. */
  private static Value part(Value all, int index) {
    return all.then("select", new Gather(0), all.constant("index." + index, integers(index)));
  }

  /** The bias of each head and pair of tokens: [1, heads, tokens, tokens]. */
  private Value bias(Value x) {
    int span = 2 * window - 1;
    long[] distances = new long[tokens() * tokens()];
    for (int i = 0; i < distances.length; i++) {
      int a = i / tokens();
      int b = i % tokens();
      int rows = a / window - b / window + window - 1;
      int columns = a % window - b % window + window - 1;
      distances[i] = (long) rows * span + columns;
    }
    Value table = x.parameter("relative_position_bias_table", (long) span * span, heads);
    String index =
        x.constant(
            "relative_position_index", Tensor.longs(new long[] {distances.length}, distances));
    return table
        .then("bias", new Gather(0), index)
        .reshape(tokens(), tokens(), heads)
        .transpose(2, 0, 1)
        .reshape(1, heads, tokens(), tokens());
  }

  /** {@link #HIDDEN} for pairs of tokens from different regions: [windows, 1, tokens, tokens]. */
  private Value hidden(Value x, long height, long width, long down, long right) {
    int columns = (int) (width / window);
    int windows = (int) (height / window) * columns;
    double[] apart = new double[windows * tokens() * tokens()];
    for (int i = 0; i < apart.length; i++) {
      int at = i / tokens() / tokens();
      int top = at / columns * window;
      int left = at % columns * window;
      int a = i / tokens() % tokens();
      int b = i % tokens();
      boolean sameRows =
          isRolled(top + a / window, height, down) == isRolled(top + b / window, height, down);
      boolean sameColumns =
          isRolled(left + a % window, width, right) == isRolled(left + b % window, width, right);
      apart[i] = sameRows && sameColumns ? 0 : 1;
    }
    long[] shape = {windows, 1, tokens(), tokens()};
    Value mask =
        new Value(
            x.network(), x.scope(), x.constant("apart", Tensor.of(ElementType.BOOL, shape, apart)));
    return mask.then(new Cast(x.type().element())).times(HIDDEN);
  }

  /** Whether a row or column came from the start of the picture. */
  private static boolean isRolled(long position, long size, long by) {
    return position >= size - by;
  }

  private int tokens() {
    return window * window;
  }

  private static Tensor integers(long value) {
    return Tensor.longs(new long[0], value);
  }
}
