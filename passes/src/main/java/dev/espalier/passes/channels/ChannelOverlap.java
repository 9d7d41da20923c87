package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The channels of a value counted in another way, by fewer axes or in shorter runs: the entries of
 * a vector as images, [1,2,3] by [1] alone; a flattened image entry by entry, runs of 1.
 *
 * <p>A channel that is seen so is made of positions of own channels, one or several.
 */
final class ChannelOverlap {
  private final TensorType type;
  private final Channels own;
  private final List<Integer> axes;
  private final int repeat;

  /** Per channel, as seen, the positions it has in the row-major index over the own axes. */
  private final List<List<Integer>> positions = new ArrayList<>();

  /**
   * @param type of the value
   * @param own its channels
   * @param axes some of the own axes, in their order
   * @param repeat positions per channel as seen
   */
  ChannelOverlap(TensorType type, Channels own, List<Integer> axes, int repeat) {
    this.type = type;
    this.own = own;
    this.axes = axes;
    this.repeat = repeat;
    int size = own.count() * own.repeat();
    for (int position = 0; position < size; position++) {
      int channel = index(position) / repeat;
      while (positions.size() <= channel) {
        positions.add(new ArrayList<>());
      }
      positions.get(channel).add(position);
    }
  }

  /** The row-major index over the axes seen of a position. */
  private int index(int position) {
    int index = 0;
    for (int axis : axes) {
      int size = Math.toIntExact(type.dim(axis).value());
      index = index * size + own.position(type, axis, position);
    }
    return index;
  }

  /** The own channels that a channel, as seen, is made of. */
  Set<Integer> own(int channel) {
    Set<Integer> found = new LinkedHashSet<>();
    positions.get(channel).forEach(position -> found.add(position / own.repeat()));
    return found;
  }

  /** What is known of the channels as they are seen. */
  Channels channels() {
    List<ChannelState> states = new ArrayList<>();
    IntStream.range(0, positions.size()).forEach(channel -> states.add(state(channel)));
    return Channels.of(axes, repeat, states);
  }

  private ChannelState state(int channel) {
    List<ChannelState> parts = own(channel).stream().map(own::at).toList();
    ChannelState first = parts.get(0);
    if (!(first instanceof ChannelState.Fixed) && parts.stream().allMatch(first::equals)) {
      return first;
    }
    if (parts.stream().anyMatch(ChannelState::isLive)) {
      return parts.stream().reduce(ChannelState.unsized(), ChannelState::live);
    }
    boolean samplesDiffer = own.axes().contains(0);
    return samplesDiffer || !KnownChannels.isStaticBehindBatch(type)
        ? ChannelState.live()
        : ChannelState.of(map(positions.get(channel)));
  }

  /** The map that known channels make together at ascending positions. */
  private Tensor map(List<Integer> at) {
    List<Tensor> parts = at.stream().map(this::at).toList();
    for (int i = own.axes().size() - 1; i >= 0; i--) {
      int axis = own.axes().get(i);
      int size = axes.contains(axis) ? 1 : Math.toIntExact(type.dim(axis).value());
      parts = joined(parts, axis, axis == axes.get(axes.size() - 1) ? repeat : size);
    }
    return parts.get(0);
  }

  private static List<Tensor> joined(List<Tensor> parts, int axis, int size) {
    List<Tensor> joined = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += size) {
      Tensor[] run = parts.subList(from, from + size).toArray(Tensor[]::new);
      joined.add(size == 1 ? run[0] : Flow.evaluate(new Concat(axis), run));
    }
    return joined;
  }

  /** What is at one position, with size 1 along the own axes. */
  private Tensor at(int position) {
    Tensor map = KnownChannels.expanded(own.at(position / own.repeat()), type, own);
    int last = own.axes().get(own.axes().size() - 1);
    return map.select(last, position % own.repeat());
  }
}
