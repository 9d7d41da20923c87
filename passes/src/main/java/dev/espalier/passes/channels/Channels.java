package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The channels of a value: which axes count them, and what is known of each.
 *
 * <p>Channel c is the row-major index over {@code axes}, divided by {@code repeat}: [1] and 1 for
 * an image [N,C,H,W], [2] and 1 for tokens [N,L,C], [1,3] and 1 for heads [N,h,L,d], [1] and H W
 * for a flattened image [N,C H W].
 */
final class Channels {
  /** Axes that are longer count no channels: nothing is known of these, and nothing removed. */
  static final int MOST = 1 << 20;

  private final List<Integer> axes;
  private final int repeat;
  private final ChannelState[] states;

  /** Whether all states are {@link ChannelState#live}: most values of most networks. */
  private final boolean live;

  private Channels(List<Integer> axes, int repeat, boolean live, ChannelState... states) {
    this.axes = List.copyOf(axes);
    this.repeat = repeat;
    this.live = live;
    this.states = states;
  }

  static Channels of(List<Integer> axes, int repeat, List<ChannelState> states) {
    boolean live = true;
    for (ChannelState state : states) {
      live &= state.isLive() && !state.isUnsized();
    }
    return new Channels(axes, repeat, live, states.toArray(ChannelState[]::new));
  }

  static Channels of(int axis, List<ChannelState> states) {
    return of(List.of(axis), 1, states);
  }

  static Channels live(int axis, long count) {
    ChannelState[] states = new ChannelState[Math.toIntExact(count)];
    Arrays.fill(states, ChannelState.live());
    return new Channels(List.of(axis), 1, true, states);
  }

  /** Whether an axis can count channels. */
  static boolean isCountable(Dim size) {
    return size.isConstant() && size.value() <= MOST;
  }

  List<Integer> axes() {
    return axes;
  }

  int repeat() {
    return repeat;
  }

  int count() {
    return states.length;
  }

  ChannelState at(int channel) {
    return states[channel];
  }

  List<ChannelState> states() {
    return List.of(states);
  }

  /** Whether the channels are counted by one axis, one position each. */
  boolean isPlain(int axis) {
    return repeat == 1 && axes.equals(List.of(axis));
  }

  boolean isAllLive() {
    if (live) {
      return true;
    }
    for (ChannelState state : states) {
      if (!state.isLive()) {
        return false;
      }
    }
    return true;
  }

  boolean isAllKnown() {
    for (ChannelState state : states) {
      if (state.isLive()) {
        return false;
      }
    }
    return true;
  }

  /** Whether every channel depends on what the input holds. */
  boolean isAllSized() {
    return live;
  }

  boolean sameLayout(Channels other) {
    return axes.equals(other.axes) && repeat == other.repeat && count() == other.count();
  }

  /** The same layout with each state mapped on its own. */
  Channels map(UnaryOperator<ChannelState> to) {
    if (live && to.apply(ChannelState.live()) == ChannelState.live()) {
      return this;
    }
    return with(Arrays.stream(states).map(to).toList());
  }

  /** The same layout with other states. */
  Channels with(List<ChannelState> other) {
    return of(axes, repeat, other);
  }

  /** The same channels counted by other axes. */
  Channels moved(List<Integer> otherAxes, int otherRepeat) {
    return new Channels(otherAxes, otherRepeat, live, states);
  }

  /** The position along {@code axis} (one of {@link #axes}) of a row-major index over the axes. */
  int position(TensorType type, int axis, int index) {
    int rest = index;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int size = Math.toIntExact(type.dim(axes.get(i)).value());
      if (axes.get(i) == axis) {
        return rest % size;
      }
      rest /= size;
    }
    throw new IllegalStateException("axis " + axis + " does not count channels");
  }

  /** Which positions along an axis belong only to channels with a property. */
  boolean[] positions(TensorType type, int axis, boolean[] property) {
    boolean[] all = new boolean[Math.toIntExact(type.dim(axis).value())];
    Arrays.fill(all, true);
    boolean alone = axes.size() == 1;
    for (int index = 0; index < count() * repeat; index++) {
      if (!property[index / repeat]) {
        all[alone ? index : position(type, axis, index)] = false;
      }
    }
    return all;
  }
}
